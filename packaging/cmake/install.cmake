# What a package holds: `cmake --install build/release --prefix /usr`. libtorch goes beside, where only we find it.
set(private_libraries lib/glancedesk)
set_target_properties(glancedesk glancedesk-cli PROPERTIES INSTALL_RPATH "$ORIGIN/../${private_libraries}")
install(TARGETS glancedesk glancedesk-cli RUNTIME DESTINATION bin)

get_filename_component(wheels ${LIBTORCH}/.. ABSOLUTE)
install(FILES ${LIBTORCH}/lib/libtorch_cpu.so ${LIBTORCH}/lib/libc10.so ${LIBTORCH}/lib/libgomp.so.1 DESTINATION ${private_libraries})
foreach(name libcudart.so.13 libcupti.so.13)
  if(EXISTS ${wheels}/nvidia/cu13/lib/${name})
    install(FILES ${wheels}/nvidia/cu13/lib/${name} DESTINATION ${private_libraries})
  endif()
endforeach()
if(TARGET glancedesk_cuda)
  install(TARGETS glancedesk_cuda LIBRARY DESTINATION ${private_libraries})
endif()

install(PROGRAMS ${CMAKE_SOURCE_DIR}/packaging/cuda/glancedesk-cuda DESTINATION bin)

set(resources share/glancedesk)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/cuda/wheels.txt DESTINATION ${resources} RENAME cuda_wheels.txt)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/resources/models ${CMAKE_SOURCE_DIR}/resources/samples ${CMAKE_SOURCE_DIR}/resources/examples
  DESTINATION ${resources} PATTERN training EXCLUDE)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/server.toml DESTINATION ${resources})
install(DIRECTORY ${CMAKE_SOURCE_DIR}/packaging/nginx ${CMAKE_SOURCE_DIR}/packaging/cluster DESTINATION ${resources}
  USE_SOURCE_PERMISSIONS)
set(linux ${CMAKE_SOURCE_DIR}/packaging/linux)
install(FILES ${linux}/glancedesk.desktop DESTINATION share/applications)
install(FILES ${linux}/io.github.glancedesk.metainfo.xml DESTINATION share/metainfo)
install(FILES ${linux}/glancedesk.1 ${linux}/glancedesk-cli.1 ${linux}/glancedesk-cuda.1 DESTINATION share/man/man1)
install(FILES ${linux}/glancedesk-cli.bash DESTINATION share/bash-completion/completions RENAME glancedesk-cli)
install(FILES ${linux}/glancedesk-cli.bash DESTINATION share/bash-completion/completions RENAME glancedesk-cuda)
install(FILES ${CMAKE_SOURCE_DIR}/resources/icons/glancedesk.svg DESTINATION share/icons/hicolor/scalable/apps)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/glancedesk-user.service DESTINATION lib/systemd/user RENAME glancedesk.service)
install(FILES ${CMAKE_SOURCE_DIR}/packaging/systemd/glancedesk.service DESTINATION lib/systemd/system)
