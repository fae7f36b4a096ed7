// SqliteEventStore: the events of a timeline in one SQLite file.
#ifndef VEXLENS_LIB_TIMELINE_SQLITE_EVENT_STORE_H_
#define VEXLENS_LIB_TIMELINE_SQLITE_EVENT_STORE_H_

#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "lib/sqlite/file.h"
#include "vexlens/timeline_store.h"

namespace vexlens::timeline {

class SqliteEventStore final : public TimelineEventStore {
 public:
  // Opens the file "timeline.db" in `directory`, as sqlite::File::Open does.
  static absl::StatusOr<std::unique_ptr<SqliteEventStore>> Open(const std::string& directory,
                                                                sqlite::File::Options options);

  std::string name() const override { return file_->path(); }
  absl::StatusOr<std::unique_ptr<TimelineView>> Read(std::string_view tenant) override;
  absl::StatusOr<std::unique_ptr<TimelineTurn>> Write(std::string_view tenant) override;
  absl::StatusOr<std::vector<std::string>> Tenants() override;

 private:
  explicit SqliteEventStore(std::unique_ptr<sqlite::File> file) : file_(std::move(file)) {}

  const std::unique_ptr<sqlite::File> file_;
};

}  // namespace vexlens::timeline

#endif  // VEXLENS_LIB_TIMELINE_SQLITE_EVENT_STORE_H_
