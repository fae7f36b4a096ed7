// Buffer: the memory of a column, which grows until it is handed over.
#ifndef VEXLENS_LIB_ARROW_BUFFER_H_
#define VEXLENS_LIB_ARROW_BUFFER_H_

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <memory>
#include <new>
#include <utility>

namespace vexlens::arrow {

// Buffer is memory aligned as Arrow recommends. Throws std::bad_alloc as a vector does.
class Buffer {
 public:
  static constexpr std::size_t kAlignment = 64;

  Buffer() = default;

  // Returns an empty buffer that is likely to become as large as `other`.
  static Buffer Like(const Buffer& other) {
    Buffer buffer;
    buffer.expected_ = other.size_;
    return buffer;
  }

  std::size_t size() const { return size_; }

  // Returns null only if nothing was ever written.
  const char* data() const { return data_.get(); }
  char* data() { return data_.get(); }

  // Returns where to write up to `bytes` more bytes; Wrote reports how many were written.
  char* Room(std::size_t bytes) {
    if (bytes > capacity_ - size_) Grow(bytes);
    return data_.get() + size_;
  }
  void Wrote(std::size_t bytes) { size_ += bytes; }

  template <typename T>
  void Append(T value) {
    std::memcpy(Room(sizeof value), &value, sizeof value);
    Wrote(sizeof value);
  }

  // Makes room for `bytes` bytes in total.
  void Reserve(std::size_t bytes) {
    if (bytes > size_) Room(bytes - size_);
  }

 private:
  struct Free {
    void operator()(char* memory) const { ::operator delete (memory, std::align_val_t{kAlignment}); }
  };

  void Grow(std::size_t bytes) {
    const std::size_t wanted = std::max({size_ + bytes, 2 * capacity_, expected_});
    const std::size_t capacity = (wanted + kAlignment - 1) / kAlignment * kAlignment;
    std::unique_ptr<char, Free> data(static_cast<char*>(::operator new (capacity, std::align_val_t{kAlignment})));
    if (size_ > 0) std::memcpy(data.get(), data_.get(), size_);
    data_ = std::move(data);
    capacity_ = capacity;
  }

  std::unique_ptr<char, Free> data_;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
  std::size_t expected_ = 0;
};

// Moves a column's buffer out, and leaves an empty one of its expected size.
inline Buffer TakeFrom(Buffer& buffer) { return std::exchange(buffer, Buffer::Like(buffer)); }

// Bits has one bit per row, least significant first.
class Bits {
 public:
  void Append(bool bit) {
    if (count_ % 8 == 0) buffer_.Append<unsigned char>(0);
    char& last = buffer_.data()[count_ / 8];
    last = static_cast<char>(static_cast<unsigned char>(last) | static_cast<unsigned>(bit) << (count_ % 8));
    ++count_;
  }

  Buffer Take() {
    count_ = 0;
    return TakeFrom(buffer_);
  }

 private:
  Buffer buffer_;
  std::size_t count_ = 0;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_BUFFER_H_
