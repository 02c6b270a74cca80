# How every file of the project is compiled. All of it hangs on one target, hubbub_settings, so that a room, a program
# and a test cannot be built differently by accident.

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Debug, Release, RelWithDebInfo or MinSizeRel" FORCE)
endif()

find_program(HUBBUB_CCACHE ccache)
if(HUBBUB_CCACHE AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
    set(CMAKE_CXX_COMPILER_LAUNCHER "${HUBBUB_CCACHE}")
endif()

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON) # for clang-tidy

add_library(hubbub_settings INTERFACE)

# Includes are written from the root ("protocol/base/time.h"); the build tree mirrors it for what is generated.
target_include_directories(hubbub_settings INTERFACE "${PROJECT_SOURCE_DIR}" "${PROJECT_BINARY_DIR}")

# Qt's words stay words of C++ (Q_SIGNALS, Q_SLOTS, Q_EMIT), and bytes become text only where someone names the encoding.
target_compile_definitions(hubbub_settings INTERFACE QT_NO_KEYWORDS QT_NO_CAST_FROM_ASCII)

# Designated initializers name what differs; the members left out have their defaults, which GCC would have us repeat.
target_compile_options(hubbub_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wconversion -Wno-sign-conversion -Wnon-virtual-dtor -Wold-style-cast
    -Wno-missing-field-initializers
    # Files that are compiled as one may have the same names at their outermost level.
    $<$<NOT:$<BOOL:${HUBBUB_UNITY}>>:-Wshadow>
    # GCC 12 sees overlaps in std::string's operator+ that are not there (GCC bug 105651).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>
    # With precompiled headers it also sees reads and writes beyond their ends; where warnings are errors there are none.
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<NOT:$<BOOL:${HUBBUB_WERROR}>>>:-Wno-array-bounds;-Wno-stringop-overflow;-Wno-stringop-overread>
    $<$<BOOL:${HUBBUB_WERROR}>:-Werror>)

if(HUBBUB_SANITIZE)
    list(JOIN HUBBUB_SANITIZE "," sanitizers)
    # A finding ends the program, so that a test which provokes one cannot pass.
    set(sanitizer_flags -fsanitize=${sanitizers} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    target_compile_options(hubbub_settings INTERFACE ${sanitizer_flags})
    target_compile_definitions(hubbub_settings INTERFACE _GLIBCXX_ASSERTIONS)
    target_link_options(hubbub_settings INTERFACE ${sanitizer_flags})
endif()
