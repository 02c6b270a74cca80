# The three things a folder can hold: a room (library), a program, tests. Each is one call in the folder's
# CMakeLists.txt; files are found by themselves, so that adding one touches no CMake file.

# hubbub_room(NAME <target> [QT] [FUZZED] [PRECOMPILED <headers…>] [ALONE <files…>] DEPENDS <targets…>)
#
# One library from the *.h and *.cpp of this folder, not of the folders below, and without main.cpp, so that tests can
# link all of a program but its main(). A room without .cpp files is an INTERFACE library and turns STATIC when
# the first one arrives. QT runs moc over the room; a room that merely uses Qt's value types does without.
# FUZZED is what the fuzzers (tests/fuzz) follow the ways through.
# PRECOMPILED are headers, its own or others', that nearly everything in it includes, directly or not, and that take long
# to read. The strict preset does without, so that an include that is missing is found there.
# With HUBBUB_UNITY the compiler reads eight files as one; those ALONE have names of their own that mean something else in
# another file of the folder.
function(hubbub_room)
    cmake_parse_arguments(PARSE_ARGV 0 arg "QT;FUZZED" "NAME" "DEPENDS;PRECOMPILED;ALONE")
    list(TRANSFORM arg_PRECOMPILED PREPEND "${PROJECT_SOURCE_DIR}/" REGEX "^[^<]")
    file(GLOB headers CONFIGURE_DEPENDS *.h)
    file(GLOB sources CONFIGURE_DEPENDS *.cpp)
    list(REMOVE_ITEM sources "${CMAKE_CURRENT_SOURCE_DIR}/main.cpp")
    if(sources)
        add_library(${arg_NAME} STATIC ${sources} ${headers})
        target_link_libraries(${arg_NAME} PUBLIC hubbub_settings ${arg_DEPENDS})
        set_target_properties(${arg_NAME} PROPERTIES AUTOMOC ${arg_QT} UNITY_BUILD ${HUBBUB_UNITY})
        set_source_files_properties(${arg_ALONE} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        target_precompile_headers(${arg_NAME} PRIVATE ${arg_PRECOMPILED})
        if(arg_FUZZED AND HUBBUB_FUZZERS)
            target_compile_options(${arg_NAME} PRIVATE -fsanitize=fuzzer-no-link)
        endif()
    else()
        add_library(${arg_NAME} INTERFACE)
        target_link_libraries(${arg_NAME} INTERFACE hubbub_settings ${arg_DEPENDS})
    endif()
endfunction()

# hubbub_program(NAME <executable> ROOM <target>)
#
# A program is the main.cpp of this folder and the room it shows. All programs lie together in bin/, where they find
# each other as they do once installed.
function(hubbub_program)
    cmake_parse_arguments(PARSE_ARGV 0 arg "" "NAME;ROOM" "")
    add_executable(${arg_NAME} main.cpp)
    target_link_libraries(${arg_NAME} PRIVATE ${arg_ROOM})
    set_target_properties(${arg_NAME} PROPERTIES
        AUTOMOC ON
        RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
    install(TARGETS ${arg_NAME} COMPONENT ${arg_NAME})
endfunction()

# hubbub_tests(ROOM <label> LINK <targets…> [GUI] [BUS] [PRECOMPILED <headers…>])
#
# Every *_test.cpp of this folder becomes one Qt Test program, named after folder and file
# (tests/protocol/link/log_sender_test.cpp is protocol_link_log_sender_test), with the room as its CTest label.
# Tests run without a screen (Qt's offscreen platform); GUI is for the few that need a real one and get a virtual X server.
# BUS is for those that speak with the desktop: they get a D-Bus of their own, on which nothing else is.
# They see a home of their own, so that no test reads or writes a developer's profile, and one locale.
function(hubbub_tests)
    cmake_parse_arguments(PARSE_ARGV 0 arg "GUI;BUS" "ROOM" "LINK;PRECOMPILED")
    list(TRANSFORM arg_PRECOMPILED PREPEND "${PROJECT_SOURCE_DIR}/" REGEX "^[^<]")
    file(GLOB sources CONFIGURE_DEPENDS *_test.cpp)
    file(RELATIVE_PATH folder "${PROJECT_SOURCE_DIR}/tests" "${CMAKE_CURRENT_SOURCE_DIR}")
    set(home "${PROJECT_BINARY_DIR}/tests/home")
    file(MAKE_DIRECTORY "${home}")
    set(environment LC_ALL=C.UTF-8 HOME=${home} XDG_CONFIG_HOME= XDG_DATA_HOME= XDG_STATE_HOME= XDG_CACHE_HOME=
        "TSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/thread_sanitizer.supp die_after_fork=0")
    set(launcher "")
    if(arg_GUI)
        # Room for a window at twice its size.
        set(launcher xvfb-run --auto-servernum "--server-args=-screen 0 1920x1280x24")
    else()
        list(APPEND environment QT_QPA_PLATFORM=offscreen)
    endif()
    if(arg_BUS)
        list(APPEND launcher dbus-run-session "--config-file=${PROJECT_SOURCE_DIR}/tests/support/session_bus.conf" --)
        list(APPEND environment LSAN_OPTIONS=suppressions=${PROJECT_SOURCE_DIR}/tests/leak_sanitizer.supp)
    else()
        list(APPEND environment DBUS_SESSION_BUS_ADDRESS= XDG_RUNTIME_DIR=)
    endif()

    # Reading <QTest>, and what gives a test its surroundings, takes most of the time in which it compiles, so the tests
    # of a folder (whose flags are the same) share it precompiled.
    set(headers PRIVATE <QTest> ${arg_PRECOMPILED})
    foreach(source IN LISTS sources)
        cmake_path(GET source STEM stem)
        string(MAKE_C_IDENTIFIER "${folder}/${stem}" test)
        # By hand: AUTOMOC would start a program and compile a file more for each test.
        set(moc "${CMAKE_CURRENT_BINARY_DIR}/${stem}.moc")
        qt_generate_moc("${source}" "${moc}")
        add_executable(${test} "${source}" "${moc}")
        target_include_directories(${test} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}")
        target_precompile_headers(${test} ${headers})
        if(NOT headers MATCHES REUSE_FROM)
            set(headers REUSE_FROM ${test})
        endif()
        target_link_libraries(${test} PRIVATE hubbub_test_support ${arg_LINK} Qt6::Test)
        # With sanitizers in it a test's own code takes longer to optimize than it ever runs.
        target_compile_options(${test} PRIVATE $<$<BOOL:${HUBBUB_SANITIZE}>:-O0>)
        # Where the end-to-end tests find the programs, and tests with data files their files.
        target_compile_definitions(${test} PRIVATE
            HUBBUB_PROGRAM_DIR="${PROJECT_BINARY_DIR}/bin"
            HUBBUB_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
        add_test(NAME ${test} COMMAND ${launcher} $<TARGET_FILE:${test}>)
        set_tests_properties(${test} PROPERTIES
            LABELS "${arg_ROOM}"
            TIMEOUT 120
            ENVIRONMENT "${environment}")
    endforeach()
endfunction()
