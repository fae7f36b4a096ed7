// What became of records, and the queue of conflicts.
#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/text.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::Give;
using vexlens::capi::Guard;
using vexlens::capi::JsonArrayOf;
using vexlens::capi::JsonOf;
using vexlens::capi::NewBytes;

namespace {

std::string EventJson(const vexlens::Revision& revision) {
  return vexlens::JsonObject()
      .AddJson("event", revision.Json())
      .AddJson("sequence", absl::StrCat(revision.sequence))
      .Text();
}

void AddConflicts(const std::vector<vexlens::QueuedConflict>& conflicts, bool waived,
                  std::vector<std::string>& objects) {
  for (const vexlens::QueuedConflict& conflict : conflicts) {
    objects.push_back(vexlens::JsonObject()
                          .Add("advisoryKey", conflict.key.vulnerability)
                          .Add("artifactKey", conflict.key.product)
                          .Add("componentKey", conflict.key.component)
                          .Add("conflictId", vexlens::DigestText(conflict.id))
                          .Add("reason", conflict.reason)
                          .Add("since", vexlens::FormatInstant(conflict.since))
                          .AddJson("waived", waived ? "true" : "false")
                          .Text());
  }
}

}  // namespace

vexlens_error* vexlens_workspace_history(vexlens_workspace* workspace, vexlens_str tenant, const vexlens_key* key,
                                         vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::RecordKey wanted = in.RecordKeyOf(key);
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto revisions, (*workspace)->History(who, wanted));
    *json = NewBytes(JsonArrayOf(revisions, JsonOf));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_recall(vexlens_workspace* workspace, vexlens_str tenant, const vexlens_key* key,
                                        uint32_t revision, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::RecordKey wanted = in.RecordKeyOf(key);
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto revisions, (*workspace)->History(who, wanted));
    const auto found = std::find_if(revisions.begin(), revisions.end(),
                                    [&](const vexlens::Revision& each) { return each.revision == revision; });
    if (found == revisions.end()) {
      return absl::NotFoundError(absl::StrCat("the record has no revision ", revision));
    }
    auto record = (*workspace)->Recall(*found);
    return Give(std::move(record), json);
  });
}

vexlens_error* vexlens_workspace_events(vexlens_workspace* workspace, uint64_t sequence, uint64_t limit,
                                        vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto revisions, (*workspace)->Revisions(sequence, limit));
    *json = NewBytes(JsonArrayOf(revisions, EventJson));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_conflicts(vexlens_workspace* workspace, vexlens_str tenant, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto queued, (*workspace)->Conflicts(who));
    VEXLENS_ASSIGN_OR_RETURN(const auto waived, (*workspace)->WaivedConflicts(who));
    std::vector<std::string> objects;
    AddConflicts(queued, false, objects);
    AddConflicts(waived, true, objects);
    *json = NewBytes(vexlens::JsonArray(objects));
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_waive(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str conflict_id,
                                       vexlens_str expires_at, const vexlens_audit* audit) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const vexlens::Digest conflict = in.DigestOf(conflict_id, "conflict_id");
    const vexlens::Instant until = in.InstantOf(expires_at, "expires_at");
    const vexlens::Audit why = in.AuditOf(audit);
    if (!in.ok()) return in.status();
    return (*workspace)->Waive(who, conflict, until, why);
  });
}
