# SPDX-License-Identifier: GPL-3.0-or-later
# Compiler warnings, sanitizers, a fast linker and a compiler cache, for every target of the tree.
if(NOT CMAKE_BUILD_TYPE)
  set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "" FORCE)
endif()

find_program(STORMBENCH_CCACHE ccache)
if(STORMBENCH_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # Precompiled headers are only cacheable with these two kinds of sloppiness.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env
      CCACHE_SLOPPINESS=pch_defines,time_macros ${STORMBENCH_CCACHE})
endif()

find_program(STORMBENCH_MOLD mold)
find_program(STORMBENCH_LLD ld.lld)
if(STORMBENCH_MOLD)
  add_link_options(-fuse-ld=mold)
elseif(STORMBENCH_LLD)
  add_link_options(-fuse-ld=lld)
endif()

add_compile_options(-Wall -Wextra -Wnon-virtual-dtor -Woverloaded-virtual -Wno-missing-field-initializers
                    -fno-omit-frame-pointer -fdiagnostics-color=auto)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # False positives of GCC 12 in optimised code that uses std::variant, std::optional and std::string.
  add_compile_options(-Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds
                      -Wno-dangling-pointer -fpch-preprocess)
  if(STORMBENCH_SANITIZE)
    add_compile_options(-Wno-stringop-overread -Wno-free-nonheap-object)
  endif()
endif()

if(STORMBENCH_SANITIZE)
  add_compile_options(-fsanitize=${STORMBENCH_SANITIZE} -fno-sanitize-recover=all)
  add_link_options(-fsanitize=${STORMBENCH_SANITIZE})
  add_compile_definitions(STORMBENCH_SANITIZED=1)
  if(STORMBENCH_SANITIZE MATCHES "thread")
    add_library(tsan_threads OBJECT tests/support/tsan_threads.cpp)
  endif()
  if(STORMBENCH_SANITIZE MATCHES "address")
    add_library(qtest_watchdog OBJECT tests/support/qtest_watchdog.cpp)
  endif()
endif()
