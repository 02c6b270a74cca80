# What `cmake --install` puts where beyond programs, and the three Debian packages that CPack makes of it: hubbubd,
# hubbub and hubbub-desktop, one per component. packaging/README.md tells how they are built and tried.

set(hubbub_packages hubbubd hubbub hubbub-desktop)
find_program(HUBBUB_GZIP gzip)

# Installs a text compressed, as Debian wants manual pages and changes, or as it is where there is no gzip.
set(hubbub_compressed "")
function(hubbub_install_text source destination package)
    cmake_path(GET source FILENAME name)
    if(HUBBUB_GZIP)
        set(compressed "${PROJECT_BINARY_DIR}/packaging/${package}/${name}.gz")
        file(MAKE_DIRECTORY "${PROJECT_BINARY_DIR}/packaging/${package}")
        # Without name and time, so that the same text gives the same bytes.
        add_custom_command(OUTPUT "${compressed}"
            COMMAND "${HUBBUB_GZIP}" -9nc "${source}" > "${compressed}"
            DEPENDS "${source}" VERBATIM)
        set(hubbub_compressed ${hubbub_compressed} "${compressed}" PARENT_SCOPE)
        set(source "${compressed}")
    endif()
    install(FILES "${source}" DESTINATION "${destination}" COMPONENT ${package})
endfunction()

hubbub_install_text("${PROJECT_SOURCE_DIR}/docs/man/hubbub.1" "${CMAKE_INSTALL_MANDIR}/man1" hubbub)
hubbub_install_text("${PROJECT_SOURCE_DIR}/docs/man/hubbub-desktop.1" "${CMAKE_INSTALL_MANDIR}/man1" hubbub-desktop)
hubbub_install_text("${PROJECT_SOURCE_DIR}/docs/man/hubbubd.8" "${CMAKE_INSTALL_MANDIR}/man8" hubbubd)

# The server's configuration and its unit, which know the places that the installation was configured for: packages are
# built with CMAKE_INSTALL_PREFIX=/usr and CMAKE_INSTALL_SYSCONFDIR=/etc (the `package` preset).
install(FILES docs/EXPORT.md DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/hubbubd" COMPONENT hubbubd)
install(FILES packaging/hubbubd.conf DESTINATION "${CMAKE_INSTALL_SYSCONFDIR}/hubbub" COMPONENT hubbubd)
configure_file(packaging/systemd/hubbubd.service.in packaging/hubbubd.service @ONLY)
# Not LIBDIR: systemd looks in lib/ alone.
install(FILES "${PROJECT_BINARY_DIR}/packaging/hubbubd.service" DESTINATION lib/systemd/system COMPONENT hubbubd)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_CONTACT "The Hubbub authors <maintainers@hubbub.invalid>" CACHE STRING
    "Whom the packages name as their maintainer")
set(HUBBUB_DEB_REVISION 1 CACHE STRING "Revision of the packages: rises when the same version is packaged again")
set(CPACK_PACKAGE_VENDOR Hubbub)
set(CPACK_PACKAGE_NAME hubbub)
# Each package has a summary of its own, in the first line of its description.
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "")
set(CPACK_PACKAGE_FILE_NAME "hubbub-${PROJECT_VERSION}")
set(CPACK_PACKAGING_INSTALL_PREFIX "${CMAKE_INSTALL_PREFIX}")
set(CPACK_STRIP_FILES ON)
set(CPACK_COMPONENTS_ALL ${hubbub_packages})
set(CPACK_COMPONENTS_GROUPING ONE_PER_GROUP)
set(CPACK_DEB_COMPONENT_INSTALL ON)
# Of a folder made with a loose umask the packages would be loose as well.
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS
    OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)

set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE "${HUBBUB_DEB_REVISION}")
set(CPACK_DEBIAN_PACKAGE_SECTION net)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)

set(CPACK_DEBIAN_HUBBUBD_PACKAGE_NAME hubbubd)
set(CPACK_COMPONENT_HUBBUBD_DESCRIPTION
"group chat room over UDP: server
Keeps a chat room for the people on one network, or on many: encrypted,
without accounts, and each message in it exactly once and in the same order
for everyone.

This package has the server, with its console and its systemd unit.")
set(CPACK_DEBIAN_HUBBUBD_PACKAGE_DEPENDS "adduser, init-system-helpers (>= 1.54~), libsqlite3-0 (>= 3.37)")
set(CPACK_DEBIAN_HUBBUBD_PACKAGE_SUGGESTS hubbub)
set(CPACK_DEBIAN_HUBBUBD_PACKAGE_CONTROL_EXTRA
    "${PROJECT_SOURCE_DIR}/packaging/debian/postinst"
    "${PROJECT_SOURCE_DIR}/packaging/debian/prerm"
    "${PROJECT_SOURCE_DIR}/packaging/debian/postrm"
    "${PROJECT_SOURCE_DIR}/packaging/debian/conffiles")

set(CPACK_DEBIAN_HUBBUB_PACKAGE_NAME hubbub)
set(CPACK_COMPONENT_HUBBUB_DESCRIPTION
"group chat room over UDP: terminal client
Enters a chat room of a hubbubd, on the whole screen of a terminal or line by
line, for people and for scripts; and does from afar what the server's console
does.")
set(CPACK_DEBIAN_HUBBUB_PACKAGE_SUGGESTS "hubbubd, hubbub-desktop")

set(CPACK_DEBIAN_HUBBUB-DESKTOP_PACKAGE_NAME hubbub-desktop)
set(CPACK_COMPONENT_HUBBUB-DESKTOP_DESCRIPTION
"group chat room over UDP: desktop client
Enters a chat room of a hubbubd, in a window: with notifications, drafts, and
a history that can be searched.")
set(CPACK_DEBIAN_HUBBUB-DESKTOP_PACKAGE_RECOMMENDS "qt6-wayland, qt6-translations-l10n")
set(CPACK_DEBIAN_HUBBUB-DESKTOP_PACKAGE_SUGGESTS "hubbubd, fonts-noto-cjk")

# What policy wants beside every package: changes and licence. The packages are as old as CHANGELOG.md says, so that the
# same sources give the same packages.
file(STRINGS CHANGELOG.md release REGEX "^## ${PROJECT_VERSION} \\([0-9-]+\\)$" LIMIT_COUNT 1)
string(REGEX REPLACE ".*\\((.*)\\)" "\\1" release "${release}")
execute_process(COMMAND date --utc --rfc-email "--date=${release}" OUTPUT_VARIABLE HUBBUB_RELEASE_DATE
    OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
configure_file(packaging/debian/changelog.in packaging/changelog.Debian @ONLY)
configure_file(CHANGELOG.md packaging/changelog COPYONLY)
foreach(package IN LISTS hubbub_packages)
    set(folder "${CMAKE_INSTALL_DATADIR}/doc/${package}")
    hubbub_install_text("${PROJECT_BINARY_DIR}/packaging/changelog" "${folder}" ${package})
    hubbub_install_text("${PROJECT_BINARY_DIR}/packaging/changelog.Debian" "${folder}" ${package})
    install(FILES packaging/debian/copyright DESTINATION "${folder}" COMPONENT ${package})
endforeach()
install(FILES packaging/debian/README.Debian DESTINATION "${CMAKE_INSTALL_DATADIR}/doc/hubbubd" COMPONENT hubbubd)

add_custom_target(installed_texts ALL DEPENDS ${hubbub_compressed})
add_dependencies(programs installed_texts)

include(CPack)
