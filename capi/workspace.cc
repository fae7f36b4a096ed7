#include <chrono>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/ingestion.h"
#include "capi/text.h"
#include "vexlens/driver.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Borrowed;
using vexlens::capi::Give;
using vexlens::capi::GiveRevisions;
using vexlens::capi::Guard;
using vexlens::capi::HostObserver;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

namespace {

vexlens::Workspace::Options OptionsOf(const vexlens_workspace_options& given, vexlens_workspace::Kept& kept) {
  vexlens::Workspace::Options options;
  options.create = given.must_exist == 0;
  if (given.patience_ms != 0) options.patience = std::chrono::milliseconds(given.patience_ms);
  if (given.cache_bytes != 0) options.cache_bytes = given.cache_bytes;
  if (given.clock != nullptr) {
    options.clock = [clock = given.clock, user_data = given.user_data] { return vexlens::Instant{clock(user_data)}; };
  }
  if (given.on_revision != nullptr) {
    kept.listener = std::make_unique<vexlens_workspace::Listener>(given);
    options.listener = kept.listener.get();
  }
  if (kept.observer != nullptr) {
    options.observer = kept.observer.get();
    options.monotonic = kept.observer->Monotonic();
  }
  return options;
}

// Opens the workspace in files, or by a driver.
absl::StatusOr<std::unique_ptr<vexlens::Workspace>> Opened(std::string_view place, std::string_view driver,
                                                           vexlens::Workspace::Options options) {
  if (driver.empty()) return vexlens::Workspace::Open(std::string(place), std::move(options));
  VEXLENS_ASSIGN_OR_RETURN(const vexlens::Driver loaded, vexlens::Driver::Load(driver));
  return loaded.OpenWorkspace(place, std::move(options));
}

}  // namespace

void vexlens_workspace::Listener::OnRevision(const vexlens::Revision& revision) {
  const std::string event = revision.Json();
  on_revision_(Borrowed(event), user_data_);
}

vexlens_error* vexlens_workspace_open(vexlens_str directory, const vexlens_workspace_options* options,
                                      vexlens_workspace** workspace) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view path = in.Path(directory, "directory");
    const auto given = in.Options(options, "options");
    in.AtMostOne(given.must_exist, "options.must_exist");
    const std::string_view driver = in.Text(given.driver, "options.driver");
    in.NotNull(workspace, "workspace");
    auto kept = std::make_shared<vexlens_workspace::Kept>();
    kept->observer = HostObserver::Of(given.observer, in);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(kept->workspace, Opened(path, driver, OptionsOf(given, *kept)));
    *workspace = new vexlens_workspace{std::move(kept)};
    return absl::OkStatus();
  });
}

void vexlens_workspace_free(vexlens_workspace* workspace) { delete workspace; }

vexlens_error* vexlens_workspace_ingest(vexlens_workspace* workspace, vexlens_str tenant, const vexlens_str* documents,
                                        size_t count, const vexlens_ingest_options* options, vexlens_bytes** report,
                                        uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const auto given = vexlens::capi::IngestionOf(documents, count, options, in);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto result, (*workspace)->Ingest(who, given.documents, given.options));
    if (report != nullptr) *report = NewBytes(JsonArrayOf(result.documents, JsonOf));
    return GiveRevisions(result.recomputed, revisions);
  });
}

vexlens_error* vexlens_workspace_ingest_decision(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str document,
                                                 const vexlens_audit* audit, vexlens_bytes** report,
                                                 uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const std::string_view bytes = in.Text(document, "document");
    const vexlens::Audit why = in.AuditOf(audit);
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto result, (*workspace)->IngestDecision(who, bytes, why));
    if (report != nullptr) *report = NewBytes(JsonArrayOf(result.documents, JsonOf));
    return GiveRevisions(result.recomputed, revisions);
  });
}

vexlens_error* vexlens_workspace_withdraw(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str digest,
                                          uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Digest document = in.DigestOf(digest, "digest");
    if (!in.ok()) return in.status();
    return GiveRevisions((*workspace)->Withdraw(who, document), revisions);
  });
}

vexlens_error* vexlens_workspace_documents(vexlens_workspace* workspace, vexlens_str tenant, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto documents, (*workspace)->Documents(who));
    *json = NewBytes(JsonArrayOf(documents, JsonOf));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_document(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str digest,
                                          vexlens_bytes** bytes) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Digest document = in.DigestOf(digest, "digest");
    in.NotNull(bytes, "bytes");
    if (!in.ok()) return in.status();
    auto found = (*workspace)->DocumentBytes(who, document);
    return Give(std::move(found), bytes);
  });
}

vexlens_error* vexlens_workspace_as_of(vexlens_workspace* workspace, vexlens_bytes** instant) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    in.NotNull(instant, "instant");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto as_of, (*workspace)->AsOf());
    *instant = NewBytes(vexlens::FormatInstant(as_of));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_set_as_of(vexlens_workspace* workspace, vexlens_str as_of, uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const vexlens::Instant instant = in.InstantOf(as_of, "as_of");
    if (!in.ok()) return in.status();
    return GiveRevisions((*workspace)->SetAsOf(instant), revisions);
  });
}

vexlens_error* vexlens_workspace_get(vexlens_workspace* workspace, vexlens_str tenant, const vexlens_key* key,
                                     const vexlens_moment* moment, vexlens_record** record) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::RecordKey wanted = in.RecordKeyOf(key);
    const vexlens::Moment when = in.Moment(moment, "moment");
    in.NotNull(record, "record");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(auto answer, (*workspace)->Get(who, wanted, when));
    auto made = std::make_unique<vexlens_record>(std::move(answer.slice));
    made->record = std::move(answer.record);
    *record = made.release();
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_consensus(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str vulnerability,
                                           const vexlens_moment* moment, vexlens_consensus** consensus) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const std::string_view about = in.Text(vulnerability, "vulnerability");
    const vexlens::Moment when = in.Moment(moment, "moment");
    in.NotNull(consensus, "consensus");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(auto slice, (*workspace)->Build(who, about, when));
    *consensus = new vexlens_consensus{std::move(slice), std::string(who)};
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_rebuild(vexlens_workspace* workspace, int32_t check_only, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto report, (*workspace)->Rebuild(check_only != 0));
    *json = NewBytes(report.Json());
    return absl::OkStatus();
  });
}
