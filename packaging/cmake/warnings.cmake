# Our own code compiles without a warning; headers of libraries are SYSTEM and stay silent.
add_library(glancedesk_warnings INTERFACE)
target_compile_options(glancedesk_warnings INTERFACE
  -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Woverloaded-virtual
  -Wextra-semi -Wcast-align -Wformat=2 -Werror)
