// Who is trusted in a workspace, and who changed that.
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/handles.h"
#include "capi/text.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

using vexlens::capi::Arguments;
using vexlens::capi::GiveRevisions;
using vexlens::capi::Guard;
using vexlens::capi::NewBytes;

namespace {

std::string ChangeJson(const vexlens::TrustRevision& revision) {
  return vexlens::JsonObject()
      .Add("actor", revision.audit.actor)
      .Add("digest", vexlens::DigestText(revision.digest))
      .Add("reason", revision.audit.reason)
      .Add("recordedAt", vexlens::FormatInstant(revision.recorded_at))
      .AddJson("revision", absl::StrCat(revision.revision))
      .Add("subject", revision.subject)
      .Text();
}

}  // namespace

vexlens_error* vexlens_workspace_issuers(vexlens_workspace* workspace, vexlens_str known_at, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const auto when = in.InstantOrNone(known_at, "known_at");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto directory, (*workspace)->Directory(when));
    *json = NewBytes(directory.CanonicalJson());
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_set_issuers(vexlens_workspace* workspace, vexlens_str issuers,
                                             const vexlens_audit* audit, vexlens_str seen, uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const vexlens::IssuerDirectory directory = in.DirectoryOf(issuers, "issuers");
    const vexlens::Audit why = in.AuditOf(audit);
    const std::optional<vexlens::Digest> digest = in.DigestOrNone(seen, "seen");
    if (!in.ok()) return in.status();
    return GiveRevisions((*workspace)->SetDirectory(directory, why, digest), revisions);
  });
}

vexlens_error* vexlens_workspace_policy(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str known_at,
                                        vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    const auto when = in.InstantOrNone(known_at, "known_at");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto policy, (*workspace)->PolicyOf(who, when));
    *json = NewBytes(policy.CanonicalJson());
    return absl::OkStatus();
  });
}

vexlens_error* vexlens_workspace_set_policy(vexlens_workspace* workspace, vexlens_str tenant, vexlens_str policy,
                                            const vexlens_audit* audit, vexlens_str seen, uint64_t* revisions) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    const std::string_view who = in.Text(tenant, "tenant");
    std::optional<vexlens::Policy> own;
    if (policy.size != 0) own = in.PolicyOf(policy, "policy");
    const vexlens::Audit why = in.AuditOf(audit);
    const std::optional<vexlens::Digest> digest = in.DigestOrNone(seen, "seen");
    if (!in.ok()) return in.status();
    return GiveRevisions((*workspace)->SetPolicy(who, own, why, digest), revisions);
  });
}

vexlens_error* vexlens_workspace_trust_changes(vexlens_workspace* workspace, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    in.NotNull(workspace, "workspace");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    VEXLENS_ASSIGN_OR_RETURN(const auto revisions, (*workspace)->TrustRevisions());
    *json = NewBytes(vexlens::capi::JsonArrayOf(revisions, ChangeJson));
    return absl::OkStatus();
  });
}
