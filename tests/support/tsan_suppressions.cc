// What ThreadSanitizer reports of others, and is none: it reads these rules when a test begins.
extern "C" const char* __tsan_default_suppressions();

// Abseil gets the memory of a semaphore by mmap, and hands it over in ways that are not seen. SQLite guards the words
// of its shared memory by locks of the file.
extern "C" const char* __tsan_default_suppressions() {
  return "race:absl::*::synchronization_internal::Waiter::Post\n"
         "race_top:sqlite3.c\n";
}
