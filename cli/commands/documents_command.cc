// The documents of a workspace, and taking one back.
#include <algorithm>
#include <cstdio>
#include <memory>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "cli/commands/commands.h"
#include "cli/exit_code.h"
#include "cli/ids.h"
#include "cli/streams.h"
#include "cli/terminal.h"
#include "cli/workspaces.h"
#include "vexlens/support/json_text.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::cli {
namespace {

std::string DocumentTable(const std::vector<StoredDocument>& documents) {
  Table table({"DIGEST", "RECORDED AT", "FORMAT", "ISSUER", "ID", "VERSION", "SIGNATURE", "WITHDRAWN"});
  for (const StoredDocument& document : documents) {
    table.Add({{DigestText(document.digest), Style::kDim},
               {FormatInstant(document.recorded_at)},
               {std::string(FormatName(document.format))},
               {document.issuer, Style::kBold},
               {document.id},
               {document.version},
               {std::string(SignatureStateName(document.signature))},
               {document.withdrawn ? "yes" : "", Style::kRed}});
  }
  return table.Text(Terminal::OfStandardOutput());
}

// Named is how a document stands in words.
std::string Named(const StoredDocument& document) {
  return absl::StrCat(DigestText(document.digest), " (", document.id,
                      document.version.empty() ? "" : absl::StrCat(", version ", document.version), ")");
}

// PickDocument is the one that `word` names: by its digest, by how that begins, or by its id, and then there may be a
// version. Of several of one id those that are withdrawn already do not count.
absl::StatusOr<StoredDocument> PickDocument(const Options& options, const std::string& word,
                                            const std::vector<StoredDocument>& documents) {
  std::vector<StoredDocument> named;
  for (const StoredDocument& document : documents) {
    const bool version = options.document_version.empty() || document.version == options.document_version;
    if (document.id == word && version) named.push_back(document);
  }
  if (named.empty() && LooksLikeId(word)) {
    std::vector<Digest> digests;
    for (const StoredDocument& document : documents) digests.push_back(document.digest);
    VEXLENS_ASSIGN_OR_RETURN(const Digest digest, PickId(word, digests, "document"));
    return documents[static_cast<std::size_t>(std::find(digests.begin(), digests.end(), digest) - digests.begin())];
  }
  if (named.empty()) {
    return absl::NotFoundError(absl::StrCat(
        "tenant \"", options.tenant, "\" has no document \"", word, "\"",
        options.document_version.empty() ? "" : absl::StrCat(" of version \"", options.document_version, "\"")));
  }
  std::stable_partition(named.begin(), named.end(), [](const StoredDocument& each) { return !each.withdrawn; });
  if (named.size() == 1 || named[1].withdrawn) return named.front();
  return absl::InvalidArgumentError(
      absl::StrCat("several documents are \"", word, "\"; name one by its digest, or give --document-version: ",
                   absl::StrJoin(named, ", ", [](std::string* out, const StoredDocument& each) {
                     if (!each.withdrawn) absl::StrAppend(out, Named(each));
                   })));
}

}  // namespace

int RunDocuments(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kRead);
  if (!workspace.ok()) return Fail(workspace.status());
  const absl::StatusOr<std::vector<StoredDocument>> documents = (*workspace)->Documents(options.tenant);
  if (!documents.ok()) return Fail(documents.status());
  if (options.form() == Output::kTable) return Write(DocumentTable(*documents)) ? kOk : kFailed;
  std::vector<std::string> objects;
  for (const StoredDocument& document : *documents) objects.push_back(document.Json());
  return Write(JoinJson(objects, options.form())) ? kOk : kFailed;
}

int RunWithdraw(const Options& options) {
  const absl::StatusOr<std::unique_ptr<Workspace>> workspace = OpenWorkspace(options, Access::kChange);
  if (!workspace.ok()) return FailChange(workspace.status());
  const absl::StatusOr<std::vector<StoredDocument>> documents = (*workspace)->Documents(options.tenant);
  if (!documents.ok()) return FailChange(documents.status());
  std::vector<StoredDocument> chosen;
  for (const std::string& word : options.documents) {  // all are known before anything is done
    absl::StatusOr<StoredDocument> document = PickDocument(options, word, *documents);
    if (!document.ok()) return Fail(document.status());
    chosen.push_back(*std::move(document));
  }
  for (const StoredDocument& document : chosen) {
    if (document.withdrawn) {
      std::fprintf(stderr, "already withdrawn: %s\n", Safe(Named(document)).c_str());
      continue;
    }
    const absl::StatusOr<Recomputed> recomputed = (*workspace)->Withdraw(options.tenant, document.digest);
    if (!recomputed.ok()) return FailChange(recomputed.status());
    std::fprintf(stderr, "withdrawn %s: %s\n", Safe(Named(document)).c_str(), RecomputedText(*recomputed).c_str());
  }
  return kOk;
}

}  // namespace vexlens::cli
