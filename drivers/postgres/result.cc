#include "drivers/postgres/result.h"

#include <postgresql/libpq-fe.h>

#include <cstring>
#include <limits>

#include "absl/strings/str_cat.h"
#include "drivers/postgres/parameters.h"

namespace vexlens::postgres {

void Result::Clear::operator()(pg_result* result) const { PQclear(result); }

int Result::size() const { return PQntuples(result_.get()); }

bool Result::IsNull(int row, int column) const { return PQgetisnull(result_.get(), row, column) != 0; }

std::string_view Result::Text(int row, int column) const {
  return {PQgetvalue(result_.get(), row, column), static_cast<std::size_t>(PQgetlength(result_.get(), row, column))};
}

std::int64_t Result::Int(int row, int column) {
  const std::string_view bytes = Text(row, column);
  if (bytes.size() != 2 && bytes.size() != 4 && bytes.size() != 8) {
    Misfit("number", column);
    return 0;
  }
  std::int64_t number = static_cast<signed char>(bytes[0]);
  for (const char byte : bytes.substr(1)) number = number * 256 + static_cast<unsigned char>(byte);
  return number;
}

std::uint64_t Result::Count(int row, int column) {
  const std::int64_t number = Int(row, column);
  if (number < 0) Misfit("count", column);
  return static_cast<std::uint64_t>(number);
}

Instant Result::Time(int row, int column) {
  const std::int64_t time = Int(row, column);
  constexpr std::int64_t kLast = std::numeric_limits<std::int64_t>::max();
  if (time <= std::numeric_limits<std::int64_t>::min()) return {};
  return Instant{time > kLast - kEpoch ? kLast : time + kEpoch};
}

Digest Result::ADigest(int row, int column) {
  Digest digest;
  const std::string_view bytes = Text(row, column);
  if (bytes.size() == digest.bytes.size()) {
    std::memcpy(digest.bytes.data(), bytes.data(), bytes.size());
  } else {
    Misfit("digest", column);
  }
  return digest;
}

std::int64_t Result::UpTo(int row, int column, std::int64_t last) {
  const std::int64_t number = Int(row, column);
  if (number >= 0 && number <= last) return number;
  Misfit("known value", column);
  return 0;
}

void Result::Misfit(std::string_view what, int column) {
  status_.Update(absl::DataLossError(
      absl::StrCat("what is stored as ", PQfname(result_.get(), column), " is no ", what, ": verify the timeline")));
}

}  // namespace vexlens::postgres
