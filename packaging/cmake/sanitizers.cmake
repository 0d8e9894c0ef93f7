# GLANCEDESK_SANITIZER=address adds UBSan too; both must see every object of a program.
if(GLANCEDESK_SANITIZER STREQUAL "address")
  add_compile_options(-fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer)
  add_link_options(-fsanitize=address,undefined)
elseif(GLANCEDESK_SANITIZER STREQUAL "thread")
  add_compile_options(-fsanitize=thread -fno-omit-frame-pointer)
  # GCC warns that it does not follow the fences in Asio, which locks besides.
  add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-tsan>)
  add_link_options(-fsanitize=thread)
elseif(GLANCEDESK_SANITIZER)
  message(FATAL_ERROR "GLANCEDESK_SANITIZER must be empty, address or thread, not ${GLANCEDESK_SANITIZER}")
endif()
