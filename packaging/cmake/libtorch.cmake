# libtorch out of PyPI's torch wheel, as imported targets. find_package(Torch) of the CUDA wheel asks for nvcc;
# we link its CPU part alone and open libtorch_cuda at run time.
# LIBTORCH (variable or environment) names an own copy: a folder with include/ and lib/.
if(NOT LIBTORCH AND DEFINED ENV{LIBTORCH})
  set(LIBTORCH $ENV{LIBTORCH})
endif()
if(NOT LIBTORCH)
  set(LIBTORCH ${CMAKE_SOURCE_DIR}/.deps/libtorch/torch)
endif()
set(LIBTORCH ${LIBTORCH} CACHE PATH "Folder of libtorch: include/ and lib/")
if(NOT EXISTS ${LIBTORCH}/lib/libtorch_cpu.so OR NOT EXISTS ${LIBTORCH}/include/ATen/ATen.h)
  message(FATAL_ERROR "No libtorch in ${LIBTORCH}: run ./packaging/setup.sh, or set LIBTORCH to your own copy.")
endif()

foreach(library c10 torch_cpu)
  add_library(libtorch::${library} SHARED IMPORTED GLOBAL)
  set_target_properties(libtorch::${library} PROPERTIES
    IMPORTED_LOCATION ${LIBTORCH}/lib/lib${library}.so
    INTERFACE_INCLUDE_DIRECTORIES "${LIBTORCH}/include")
endforeach()
target_link_libraries(libtorch::torch_cpu INTERFACE libtorch::c10)

# at::parallel_for is a template: where it is compiled without OpenMP, it quietly does all the work on one thread. Its
# threads are those of libtorch's own runtime, so that there is only one such pool.
target_compile_options(libtorch::torch_cpu INTERFACE -fopenmp)
if(EXISTS ${LIBTORCH}/lib/libgomp.so.1)
  target_link_libraries(libtorch::torch_cpu INTERFACE ${LIBTORCH}/lib/libgomp.so.1)
else()
  target_link_options(libtorch::torch_cpu INTERFACE -fopenmp)
endif()
