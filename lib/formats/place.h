// Place: where in a document a reader is, as steps on the stack that become a JSON Pointer.
#ifndef VEXLENS_LIB_FORMATS_PLACE_H_
#define VEXLENS_LIB_FORMATS_PLACE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace vexlens::formats {

// Place is a member or an element below another Place. It costs nothing until Text is called. It points to its parent,
// which must outlive it.
class Place {
 public:
  // Make the place of the whole document, and of a JSON Pointer.
  Place() = default;
  explicit Place(std::string_view pointer) : name_(pointer), step_(Step::kPointer) {}

  Place(const Place& parent, std::string_view member) : parent_(&parent), name_(member), step_(Step::kMember) {}
  Place(const Place& parent, const char* member) : Place(parent, std::string_view(member)) {}
  Place(const Place& parent, std::size_t element) : parent_(&parent), index_(element), step_(Step::kElement) {}
  Place(const Place&& parent, std::string_view member) = delete;
  Place(const Place&& parent, const char* member) = delete;
  Place(const Place&& parent, std::size_t element) = delete;

  // Returns the place as a JSON Pointer (RFC 6901).
  std::string Text() const;

 private:
  enum class Step : char { kPointer, kMember, kElement };

  const Place* parent_ = nullptr;
  std::string_view name_;
  std::size_t index_ = 0;
  Step step_ = Step::kPointer;
};

}  // namespace vexlens::formats

#endif  // VEXLENS_LIB_FORMATS_PLACE_H_
