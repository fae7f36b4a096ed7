// Parameters: the values of a statement in PostgreSQL's binary format.
#ifndef VEXLENS_DRIVERS_POSTGRES_PARAMETERS_H_
#define VEXLENS_DRIVERS_POSTGRES_PARAMETERS_H_

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "vexlens/digest.h"
#include "vexlens/instant.h"

namespace vexlens::postgres {

// Type is a type of PostgreSQL by its number in pg_type.
enum class Type : std::uint32_t {
  kBytes = 17,
  kInt = 20,  // int8
  kText = 25,
  kTime = 1184,  // timestamptz
};

// Bytes are a value of type bytea.
struct Bytes {
  std::string_view bytes;
};

// The parameters' own epoch, 2000-01-01, in microseconds since 1970.
inline constexpr std::int64_t kEpoch = 946'684'800'000'000;

// Returns a number as PostgreSQL has it, which knows no larger one than INT64_MAX.
inline std::int64_t Saturated(std::uint64_t number) {
  constexpr std::uint64_t kMost = INT64_MAX;
  return static_cast<std::int64_t>(std::min(number, kMost));
}

// Array is a value of a type of arrays. Its elements are all of one type.
class Array {
 public:
  explicit Array(Type element) : element_(element) {}

  void Add(std::string_view text);
  void Add(const Digest& digest);
  void Add(std::int64_t number);
  void Add(std::uint64_t number) { Add(Saturated(number)); }
  void Add(Instant instant);
  // Adds null for nothing.
  void Add(const std::optional<Digest>& digest);
  void AddNull();

  // Returns the whole in the binary format.
  std::string Encoded() const;
  // Returns the type's number in pg_type.
  std::uint32_t type() const;

 private:
  const Type element_;
  std::uint32_t count_ = 0;
  bool nulls_ = false;
  std::string elements_;
};

// Returns an array of what `get`, a member or a function, gives of each row.
template <typename Rows, typename Get>
Array ArrayOf(Type element, const Rows& rows, Get get) {
  Array array(element);
  for (const auto& row : rows) array.Add(std::invoke(get, row));
  return array;
}

// Parameters are the values of one statement, in the order of $1, $2, ….
class Parameters {
 public:
  Parameters() = default;
  template <typename... Values>
  explicit Parameters(const Values&... values) {
    (Add(values), ...);
  }

  void Add(std::string_view text) { Add(static_cast<std::uint32_t>(Type::kText), std::string(text)); }
  void Add(Bytes value) { Add(static_cast<std::uint32_t>(Type::kBytes), std::string(value.bytes)); }
  void Add(const Digest& digest);
  void Add(std::int64_t number);
  void Add(std::uint64_t number) { Add(Saturated(number)); }
  void Add(Instant instant);
  void Add(const Array& array) { Add(array.type(), array.Encoded()); }

  const std::vector<std::uint32_t>& types() const { return types_; }
  const std::vector<std::string>& values() const { return values_; }

 private:
  void Add(std::uint32_t type, std::string value);

  std::vector<std::uint32_t> types_;
  std::vector<std::string> values_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_PARAMETERS_H_
