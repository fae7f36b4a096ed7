#include "drivers/postgres/parameters.h"

#include <limits>
#include <utility>

namespace vexlens::postgres {
namespace {

template <typename Number>
void AppendNumber(Number number, std::string& out) {
  for (int shift = 8 * (static_cast<int>(sizeof number) - 1); shift >= 0; shift -= 8) {
    out += static_cast<char>(number >> shift & 0xFF);
  }
}

std::string_view BytesOf(const Digest& digest) {
  return {reinterpret_cast<const char*>(digest.bytes.data()), digest.bytes.size()};
}

// The last instant is "infinity" to PostgreSQL, and the first ones are "-infinity".
std::int64_t TimeOf(Instant instant) {
  using Limits = std::numeric_limits<std::int64_t>;
  if (instant.micros == Limits::max()) return Limits::max();
  return instant.micros < Limits::min() + kEpoch ? Limits::min() : instant.micros - kEpoch;
}

}  // namespace

void Array::Add(std::string_view text) {
  ++count_;
  AppendNumber(static_cast<std::uint32_t>(text.size()), elements_);
  elements_ += text;
}
void Array::Add(const Digest& digest) { Add(BytesOf(digest)); }
void Array::Add(std::int64_t number) {
  ++count_;
  AppendNumber(std::uint32_t{sizeof number}, elements_);
  AppendNumber(static_cast<std::uint64_t>(number), elements_);
}
void Array::Add(const std::optional<Digest>& digest) { digest.has_value() ? Add(*digest) : AddNull(); }
void Array::Add(Instant instant) { Add(TimeOf(instant)); }
void Array::AddNull() {
  ++count_;
  nulls_ = true;
  AppendNumber(std::uint32_t{0xFFFFFFFF}, elements_);
}

std::string Array::Encoded() const {
  std::string out;
  out.reserve(20 + elements_.size());
  AppendNumber(std::uint32_t{count_ == 0 ? 0u : 1u}, out);  // dimensions
  AppendNumber(std::uint32_t{nulls_ ? 1u : 0u}, out);
  AppendNumber(static_cast<std::uint32_t>(element_), out);
  if (count_ == 0) return out;
  AppendNumber(count_, out);
  AppendNumber(std::uint32_t{1}, out);  // the first index
  out += elements_;
  return out;
}

std::uint32_t Array::type() const {
  switch (element_) {
    case Type::kBytes:
      return 1001;
    case Type::kInt:
      return 1016;
    case Type::kText:
      return 1009;
    case Type::kTime:
      return 1185;
  }
  return 0;
}

void Parameters::Add(const Digest& digest) { Add(Bytes{BytesOf(digest)}); }
void Parameters::Add(std::int64_t number) {
  std::string value;
  AppendNumber(static_cast<std::uint64_t>(number), value);
  Add(static_cast<std::uint32_t>(Type::kInt), std::move(value));
}
void Parameters::Add(Instant instant) {
  std::string value;
  AppendNumber(static_cast<std::uint64_t>(TimeOf(instant)), value);
  Add(static_cast<std::uint32_t>(Type::kTime), std::move(value));
}
void Parameters::Add(std::uint32_t type, std::string value) {
  types_.push_back(type);
  values_.push_back(std::move(value));
}

}  // namespace vexlens::postgres
