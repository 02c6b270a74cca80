# Finds everything the project stands on. What is missing is named by its Debian package, all of it at once, because
# that is what the reader needs to go on.

set(hubbub_missing_packages "")

function(hubbub_needs found package)
    if(NOT ${found})
        set(hubbub_missing_packages ${hubbub_missing_packages} ${package} PARENT_SCOPE)
    endif()
endfunction()

# A library that has no CMake package of its own: the pkg-config modules become an imported target.
function(hubbub_find_pkg_config target package)
    if(PKG_CONFIG_FOUND)
        pkg_check_modules(${target} QUIET IMPORTED_TARGET ${ARGN})
    endif()
    if(${target}_FOUND)
        add_library(hubbub::${target} ALIAS PkgConfig::${target})
    else()
        set(hubbub_missing_packages ${hubbub_missing_packages} ${package} PARENT_SCOPE)
    endif()
endfunction()

find_package(Qt6 6.4 QUIET COMPONENTS Core DBus Network Widgets Test)
hubbub_needs(Qt6_FOUND qt6-base-dev)
find_package(Qt6LinguistTools 6.4 QUIET)
hubbub_needs(Qt6LinguistTools_FOUND "qt6-tools-dev qt6-tools-dev-tools qt6-l10n-tools")
find_package(SQLite3 QUIET)
hubbub_needs(SQLite3_FOUND libsqlite3-dev)
find_package(Threads REQUIRED)

find_package(PkgConfig QUIET)
hubbub_needs(PKG_CONFIG_FOUND pkg-config)
hubbub_find_pkg_config(sodium libsodium-dev libsodium)
hubbub_find_pkg_config(microhttpd libmicrohttpd-dev libmicrohttpd)
hubbub_find_pkg_config(icu libicu-dev icu-uc icu-i18n)
hubbub_find_pkg_config(ncurses libncurses-dev ncursesw)

# Faster seals on processors that Intel's library is written for; elsewhere, and without it, libsodium seals.
find_library(HUBBUB_MULTI_BUFFER IPSec_MB)

if(hubbub_missing_packages)
    list(JOIN hubbub_missing_packages " " hubbub_missing_packages)
    message(FATAL_ERROR
        "Hubbub needs libraries that were not found here. Run scripts/install-packages, or on Debian and Ubuntu:\n"
        "  apt-get install ${hubbub_missing_packages}\n"
        "Other systems have the same libraries under similar names (Qt is needed in version 6.4 or later).")
endif()
