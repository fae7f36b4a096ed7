// Binary: the encoding of numbers and texts in the columns of a workspace.
#ifndef VEXLENS_LIB_WORKSPACE_BINARY_H_
#define VEXLENS_LIB_WORKSPACE_BINARY_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace vexlens::workspace {

// Appends a number, seven bits to a byte, lowest first; the last byte has its high bit clear (LEB128).
inline void AppendNumber(std::uint64_t number, std::string& out) {
  for (; number >= 0x80; number >>= 7) out += static_cast<char>(number | 0x80);
  out += static_cast<char>(number);
}

// Appends the size and the bytes.
inline void AppendText(std::string_view text, std::string& out) {
  AppendNumber(text.size(), out);
  out += text;
}

// Appends a checksum of four bytes. It finds damage, but for one case in some 2^32; it does not prevent forgery.
inline void AppendChecksum(std::string_view bytes, std::string& out) {
  std::uint64_t sum = bytes.size();
  const auto mix = [&sum](std::string_view word) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < word.size(); ++i) {
      number |= std::uint64_t{static_cast<std::uint8_t>(word[i])} << 8 * i;
    }
    sum = (sum ^ number) * 0x9E3779B97F4A7C15U;
    sum ^= sum >> 32;
  };
  for (; bytes.size() > 8; bytes.remove_prefix(8)) mix(bytes.substr(0, 8));
  mix(bytes);
  for (int shift = 0; shift < 32; shift += 8) out += static_cast<char>(sum >> shift);
}

// Removes the checksum at the end of `bytes`, and reports whether it is that of the rest.
inline bool TakeChecksum(std::string_view& bytes) {
  constexpr std::size_t kSize = 4;
  if (bytes.size() < kSize) return false;
  const std::string_view found = bytes.substr(bytes.size() - kSize);
  bytes.remove_suffix(kSize);
  std::string expected;
  AppendChecksum(bytes, expected);
  return found == expected;
}

// BinaryReader reads these encodings. At the end of the bytes, or for a number out of range, it returns zeros from then
// on, and ok() is false.
class BinaryReader {
 public:
  explicit BinaryReader(std::string_view bytes) : at_(bytes.data()), end_(bytes.data() + bytes.size()) {}

  bool ok() const { return ok_; }
  // Reports whether everything was read, without an error.
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

  // Reads a number less than `limit`.
  std::uint64_t Below(std::uint64_t limit) {
    const std::uint64_t number = Number();
    return number < limit ? number : Fail();
  }

  // Reads how many things follow, of at least one byte each.
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

}  // namespace vexlens::workspace

#endif  // VEXLENS_LIB_WORKSPACE_BINARY_H_
