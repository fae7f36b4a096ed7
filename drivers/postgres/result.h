// Result: the rows that PostgreSQL answered with, in its binary format.
#ifndef VEXLENS_DRIVERS_POSTGRES_RESULT_H_
#define VEXLENS_DRIVERS_POSTGRES_RESULT_H_

#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "vexlens/digest.h"
#include "vexlens/instant.h"

struct pg_result;

namespace vexlens::postgres {

// Result owns all rows of an answer. Rows and columns count from 0; a row or column that is not there must not be asked
// for. A value that cannot be of its column's type is told by status(), which is to be checked after the last.
class Result {
 public:
  explicit Result(pg_result* result) : result_(result) {}

  int size() const;

  bool IsNull(int row, int column) const;
  // Returns a text or the bytes of a value, "" for null. Lives as long as the result.
  std::string_view Text(int row, int column) const;
  std::int64_t Int(int row, int column);
  std::uint64_t Count(int row, int column);  // not below 0
  Instant Time(int row, int column);
  Digest ADigest(int row, int column);
  template <typename Enumeration>
  Enumeration Enumerator(int row, int column, Enumeration last) {
    return static_cast<Enumeration>(UpTo(row, column, static_cast<std::int64_t>(last)));
  }

  const absl::Status& status() const { return status_; }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };

  std::int64_t UpTo(int row, int column, std::int64_t last);
  void Misfit(std::string_view what, int column);

  std::unique_ptr<pg_result, Clear> result_;
  absl::Status status_;
};

}  // namespace vexlens::postgres

#endif  // VEXLENS_DRIVERS_POSTGRES_RESULT_H_
