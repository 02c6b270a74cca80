#include "server/reload.h"

#include "server/config_keys.h"

namespace hubbub::server {

Reloaded takeOver(const Settings& read, Settings& running)
{
    Reloaded reloaded;
    for (const ConfigKey& key : configKeys()) {
        const auto values = key.values(read);
        if (values == key.values(running))
            continue;
        std::string line = '[' + std::string(key.section) + "] " + std::string(key.name);
        if (key.applies == Applies::atStart) {
            reloaded.atNextStart.push_back(std::move(line));
            continue;
        }
        key.copy(read, running);
        for (const std::string& value : values) {
            if (key.isSecret)
                break;
            line += (&value == &values.front() ? " = " : ", ") + value;
        }
        reloaded.applied.push_back(std::move(line));
    }
    return reloaded;
}

} // namespace hubbub::server
