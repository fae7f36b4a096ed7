#include <string>
#include <utility>
#include <vector>

#include "capi/arguments.h"
#include "capi/error.h"
#include "capi/text.h"
#include "vexlens/verdict.h"

using vexlens::capi::Arguments;
using vexlens::capi::Guard;
using vexlens::capi::NewBytes;

vexlens_error* vexlens_policy_canonical(vexlens_str policy, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const vexlens::Policy read = in.PolicyOf(policy, "policy");
    in.NotNull(json, "json");
    if (in.ok()) *json = NewBytes(read.CanonicalJson());
    return in.status();
  });
}

vexlens_error* vexlens_issuers_canonical(vexlens_str issuers, vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const vexlens::IssuerDirectory read = in.DirectoryOf(issuers, "issuers");
    in.NotNull(json, "json");
    if (in.ok()) *json = NewBytes(read.CanonicalJson());
    return in.status();
  });
}

vexlens_error* vexlens_verify(vexlens_str document, vexlens_str tenant, vexlens_str issuers, vexlens_str as_of,
                              vexlens_bytes** json) {
  return Guard([&]() -> absl::Status {
    Arguments in;
    const std::string_view bytes = in.Text(document, "document");
    vexlens::ReadOptions options;
    if (tenant.size != 0) options.tenant = in.Text(tenant, "tenant");
    const vexlens::IssuerDirectory directory = in.DirectoryOf(issuers, "issuers");
    const auto when = in.InstantOrNone(as_of, "as_of");
    in.NotNull(json, "json");
    if (!in.ok()) return in.status();
    const std::vector<vexlens::DsseVerifier> keys = VerifiersOf(directory);
    options.keys = keys;
    const vexlens::DocumentVerdict judged =
        JudgeDocument(bytes, options, directory, when.value_or(vexlens::EndOfDay(vexlens::SystemNow())));
    if (judged.report.outcome > vexlens::Outcome::kAcceptedWithWarnings) return judged.report.status;
    *json = NewBytes(judged.Json(/*file=*/""));
    return absl::OkStatus();
  });
}
