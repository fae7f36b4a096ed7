// The table of events: pages of a timeline's list, latest first.
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "lib/arrow/digest_text.h"
#include "lib/arrow/source.h"
#include "lib/timeline/event_row.h"
#include "vexlens/arrow.h"
#include "vexlens/support/status_macros.h"

namespace vexlens {
namespace arrow {
namespace {

constexpr std::size_t kPage = 1000;

class EventSource final : public Source {
 public:
  // `size` is that of the log: what comes later is passed over.
  EventSource(TimelineQueryService& queries, std::string tenant, TimelineFilter filter, std::uint64_t size)
      : queries_(queries), tenant_name_(std::move(tenant)), filter_(std::move(filter)), size_(size) {}

  std::vector<NamedColumn> Columns() override {
    return {{"tenant", &tenant_},
            {"index", &index_},
            {"digest", &digest_},
            {"event_id", &event_id_},
            {"event_type", &event_type_},
            {"source", &source_},
            {"occurred_at", &occurred_at_},
            {"received_at", &received_at_},
            {"severity", &severity_},
            {"subject", &subject_},
            {"actor", &actor_},
            {"correlation_id", &correlation_id_},
            {"trace_id", &trace_id_},
            {"span_id", &span_id_},
            {"attributes", &attributes_},
            {"payload", &payload_},
            {"payload_digest", &payload_digest_},
            {"evidence", &evidence_}};
  }

  absl::StatusOr<bool> Next(ArrowArray* out) override {
    VEXLENS_RETURN_IF_ERROR(Fill());
    if (batch_.rows == 0) return false;
    VEXLENS_RETURN_IF_ERROR(TakeBatch(Columns(), batch_, out));
    return true;
  }

 private:
  absl::Status Fill() {
    while (!batch_.full) {
      if (next_ == page_.entries.size()) {
        if (ended_) break;
        VEXLENS_RETURN_IF_ERROR(Turn());
        continue;
      }
      const TimelineEntry& entry = page_.entries[next_++];
      if (entry.index < size_) Append(entry);
    }
    return absl::OkStatus();
  }

  // Reads the next page.
  absl::Status Turn() {
    VEXLENS_ASSIGN_OR_RETURN(page_, queries_.List(tenant_name_, filter_, page_.next, kPage));
    next_ = 0;
    ended_ = page_.next.empty();
    return absl::OkStatus();
  }

  void Append(const TimelineEntry& entry) {
    const timeline::EventTexts texts(entry.event);
    const TimelineRow row = timeline::RowOf(entry.event, texts);
    tenant_.Append(tenant_name_);
    index_.Append(entry.index);
    digest_.Append(WrittenDigest(entry.digest));
    event_id_.Append(row.event_id);
    event_type_.Append(row.event_type);
    source_.Append(row.source);
    occurred_at_.Append(row.occurred_at);
    received_at_.Append(row.received_at);
    severity_.Append(EventSeverityName(row.severity));
    subject_.Append(row.subject);
    actor_.Append(row.actor);
    correlation_id_.Append(row.correlation_id);
    trace_id_.Append(row.trace_id);
    span_id_.Append(row.span_id);
    attributes_.Append(row.attributes);
    payload_.Append(row.payload);
    if (row.payload_digest.has_value()) {
      payload_digest_.Append(WrittenDigest(*row.payload_digest));
    } else {
      payload_digest_.Append("");
    }
    evidence_.Append(row.evidence);
    batch_.EndRow();
  }

  TimelineQueryService& queries_;
  const std::string tenant_name_;
  const TimelineFilter filter_;
  const std::uint64_t size_;
  TimelinePage page_;
  std::size_t next_ = 0;     // of the page
  bool ended_ = size_ == 0;  // the page is the last
  Batch batch_;

  TextColumn tenant_{batch_};
  NumberColumn<std::uint64_t> index_;
  TextColumn digest_{batch_};
  TextColumn event_id_{batch_};
  TextColumn event_type_{batch_};
  TextColumn source_{batch_};
  InstantColumn occurred_at_;
  InstantColumn received_at_;
  TextColumn severity_{batch_};
  OptionalTextColumn subject_{batch_};
  OptionalTextColumn actor_{batch_};
  OptionalTextColumn correlation_id_{batch_};
  OptionalTextColumn trace_id_{batch_};
  OptionalTextColumn span_id_{batch_};
  OptionalTextColumn attributes_{batch_};
  OptionalTextColumn payload_{batch_};
  OptionalTextColumn payload_digest_{batch_};
  OptionalTextColumn evidence_{batch_};
};

}  // namespace
}  // namespace arrow

absl::Status StreamEvents(TimelineQueryService& queries, std::string tenant, TimelineFilter filter,
                          std::shared_ptr<const void> keep_alive, ArrowArrayStream* out) {
  const absl::StatusOr<TimelineCheckpoint> last = queries.LastCheckpoint(tenant);
  if (!last.ok() && !absl::IsNotFound(last.status())) return last.status();
  const std::uint64_t size = last.ok() ? last->size : 0;
  arrow::MakeStream(std::make_unique<arrow::EventSource>(queries, std::move(tenant), std::move(filter), size),
                    std::move(keep_alive), out);
  return absl::OkStatus();
}

}  // namespace vexlens
