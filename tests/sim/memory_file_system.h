// SQLite's file system interface (https://www.sqlite.org/vfs.html) over a disk in memory, for one process
// with one connection: nothing is ever locked by somebody else.
#pragma once

#include <memory>

struct sqlite3_vfs;

namespace hubbub::sim {

class MemoryDisk;

/// The disk must outlive it. Not registered yet.
std::unique_ptr<sqlite3_vfs> makeFileSystem(MemoryDisk& disk);

} // namespace hubbub::sim
