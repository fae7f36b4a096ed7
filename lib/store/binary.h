// Binary: numbers and texts in few bytes, as they stand in the columns of a workspace.
#ifndef VEXLENS_LIB_STORE_BINARY_H_
#define VEXLENS_LIB_STORE_BINARY_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::store {

// AppendNumber writes seven bits a byte, the lowest first; the last byte has its high bit clear.
inline void AppendNumber(std::uint64_t number, std::string& out) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

// AppendText writes the size and the bytes.
inline void AppendText(std::string_view text, std::string& out) {
  AppendNumber(text.size(), out);
  out += text;
}

// BinaryReader reads what they write. Past the end, or past what a number can be, it gives zeros and is not ok.
class BinaryReader {
 public:
  explicit BinaryReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool ok() const { return ok_; }
  // done tells whether all was read, and well.
  bool done() const { return ok_ && at_ == end_; }

  std::uint64_t Number() {
    std::uint64_t number = 0;
    for (int shift = 0; at_ != end_ && shift < 64; shift += 7) {
      const auto byte = static_cast<std::uint8_t>(*at_++);
      number |= std::uint64_t{byte & 0x7fU} << shift;
      if (byte < 0x80) return number;
    }
    return Fail();
  }

  // Below is a number less than `limit`.
  std::uint64_t Below(std::uint64_t limit) {
    const std::uint64_t number = Number();
    return number < limit ? number : Fail();
  }

  // Count is a number of things of at least one byte each that follow.
  std::uint64_t Count() {
    const std::uint64_t number = Number();
    return number <= static_cast<std::uint64_t>(end_ - at_) ? number : Fail();
  }

  std::string_view Text() {
    const std::uint64_t size = Count();
    const std::string_view text(at_, size);
    at_ += size;
    return text;
  }

 private:
  std::uint64_t Fail() {
    ok_ = false;
    at_ = end_;
    return 0;
  }

  const char* at_;
  const char* end_;
  bool ok_ = true;
};

}  // namespace vexlens::store

#endif  // VEXLENS_LIB_STORE_BINARY_H_
