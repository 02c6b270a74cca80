// Tells whether a CHECK ends the program, by trying it in a child process.
#pragma once

#include "protocol/base/check.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>

namespace hubbub::test {

/// True if `action` aborts. Its other effects stay in the child.
template <class Action>
bool isMistake(Action action)
{
    const pid_t child = fork();
    CHECK(child >= 0);
    if (child == 0) {
        // The message and the core file of a wanted abort would only look like a failure.
        const rlimit noCore{0, 0};
        setrlimit(RLIMIT_CORE, &noCore);
        std::signal(SIGABRT, SIG_DFL);
        dup2(open("/dev/null", O_WRONLY | O_CLOEXEC), STDERR_FILENO);
        action();
        _exit(0);
    }
    int status = 0;
    CHECK(waitpid(child, &status, 0) == child);
    return WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT;
}

} // namespace hubbub::test
