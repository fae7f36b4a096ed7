// FileCalls: sees, and may refuse, each call of the system that changes files of one folder.
#ifndef VEXLENS_TESTS_PROVENANCE_FILE_CALLS_H_
#define VEXLENS_TESTS_PROVENANCE_FILE_CALLS_H_

#include <string>

namespace vexlens::testing {

// FileCall is one change, or a sync of a file or a folder.
struct FileCall {
  enum class Kind { kMakeFolder, kCreate, kWrite, kSync, kLink, kUnlink };

  Kind kind;
  std::string path;   // below the folder, "" for itself
  std::string bytes;  // of a write, the other path of a link
};

// FileCalls hears of the calls while it lives; there is one at a time, and one thread.
class FileCalls {
 public:
  explicit FileCalls(std::string folder);
  FileCalls(const FileCalls&) = delete;
  FileCalls& operator=(const FileCalls&) = delete;
  virtual ~FileCalls();

  // Before decides about a call: an errno but 0 is its answer, and it is not made.
  virtual int Before(const FileCall&) { return 0; }
  // After hears of a call that succeeded.
  virtual void After(const FileCall&) {}

  const std::string& folder() const { return folder_; }

 private:
  const std::string folder_;
};

}  // namespace vexlens::testing

#endif  // VEXLENS_TESTS_PROVENANCE_FILE_CALLS_H_
