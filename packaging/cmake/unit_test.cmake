# add_unit_test(NAME SOURCE LIBRARIES...): one Qt Test program per room, run by ctest without a display.
# Tests find the checkout through GLANCEDESK_SOURCE_DIR and the programs through GLANCEDESK_BIN_DIR.
set(CMAKE_AUTOMOC_MOC_OPTIONS "")
function(add_unit_test name source)
  add_executable(${name} ${source})
  set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
  target_link_libraries(${name} PRIVATE ${ARGN} Qt6::Test glancedesk_warnings)
  target_compile_definitions(${name} PRIVATE
    GLANCEDESK_SOURCE_DIR="${CMAKE_SOURCE_DIR}" GLANCEDESK_BIN_DIR="${CMAKE_BINARY_DIR}/bin")
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES
    TIMEOUT 300
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;ASAN_OPTIONS=detect_leaks=0;TSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tests/support/tsan.supp")
endfunction()
