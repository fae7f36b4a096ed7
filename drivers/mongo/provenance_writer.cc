#include "drivers/mongo/provenance_writer.h"

#include <string>

#include "absl/status/status.h"
#include "absl/strings/str_cat.h"
#include "drivers/mongo/address.h"
#include "drivers/mongo/errors.h"
#include "drivers/mongo/provenance_document.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {
namespace {

// How often a manifest is sent. Twice is enough for a connection that was lost or a primary that went; the third
// finds out what became of the second.
constexpr int kAttempts = 3;

// kWaitMillis is how long a server waits for the others, less than the time for its answer.
constexpr std::int64_t kWaitMillis = 10'000;

// Insertion is what became of a document.
enum class Insertion {
  kDone,
  kRefused,    // for good
  kDuplicate,  // the run has a document
  kUnknown,    // sent, and perhaps kept
};

Insertion InsertionOf(const bson_t* reply, const bson_error_t& error, const absl::Status& fault) {
  // It may stand beside another error, and says that even that one is not final.
  if (bson_has_field(reply, "writeConcernErrors")) return Insertion::kUnknown;
  if (error.domain == MONGOC_ERROR_SERVER && error.code == kDuplicateKey) return Insertion::kDuplicate;
  const bool unsent = error.domain == MONGOC_ERROR_SERVER_SELECTION;
  return absl::IsUnavailable(fault) && !unsent ? Insertion::kUnknown : Insertion::kRefused;
}

// Inserts a document with the write concern {w: majority, j: true}. An error is put into `fault`.
Insertion Insert(Clients::Lent& client, const Document& document, absl::Status& fault) {
  const WriteConcern concern(mongoc_write_concern_new());
  mongoc_write_concern_set_wmajority(concern.get(), static_cast<std::int32_t>(kWaitMillis));
  mongoc_write_concern_set_journal(concern.get(), true);
  Document options;
  mongoc_write_concern_append(concern.get(), options.get());
  Reply reply;
  bson_error_t error = {};
  const Collection collection = client.collection(kPackRunProvenance);
  if (mongoc_collection_insert_one(collection.get(), document.get(), options.get(), reply.get(), &error)) {
    return Insertion::kDone;
  }
  fault = client.Failed(kPackRunProvenance, error);
  return InsertionOf(reply.get(), error, fault);
}

// Calls `use` with the document that a majority of the servers keeps for a run. Errors: NOT_FOUND.
template <typename Use>
absl::Status FindKept(Clients::Lent& client, const PackRunKey& run, Use use) {
  const ReadConcern majority(mongoc_read_concern_new());
  mongoc_read_concern_set_level(majority.get(), MONGOC_READ_CONCERN_LEVEL_MAJORITY);
  const ReadPrefs primary(mongoc_read_prefs_new(MONGOC_READ_PRIMARY));
  Document filter, options;
  AddId(run, filter);
  options.Add("limit", 1);
  mongoc_read_concern_append(majority.get(), options.get());
  const Collection collection = client.collection(kPackRunProvenance);
  const Cursor cursor(mongoc_collection_find_with_opts(collection.get(), filter.get(), options.get(), primary.get()));
  const bson_t* kept = nullptr;
  if (mongoc_cursor_next(cursor.get(), &kept)) return use(kept);
  bson_error_t error = {};
  if (mongoc_cursor_error(cursor.get(), &error)) return client.Failed(kPackRunProvenance, error);
  return absl::NotFoundError(absl::StrCat("no manifest of run ", run.run_id, " of ", run.tenant));
}

}  // namespace

absl::StatusOr<std::unique_ptr<PackRunProvenanceWriter>> MongoPackRunProvenanceWriter::Open(
    const StoreAddress& address, const PackRunLimits& limits) {
  VEXLENS_ASSIGN_OR_RETURN(Address parsed, ParseAddress(address));
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Clients> clients, Clients::Connect(std::move(parsed)));
  return std::unique_ptr<PackRunProvenanceWriter>(new MongoPackRunProvenanceWriter(std::move(clients), limits));
}

absl::Status MongoPackRunProvenanceWriter::CheckKept(Clients::Lent& client, const PackRunKey& run,
                                                     const Document& document) const {
  return FindKept(client, run, [&](const bson_t* kept) -> absl::Status {
    if (bson_equal(kept, document.get())) return absl::OkStatus();
    VEXLENS_RETURN_IF_ERROR(ReadProvenance(run, kept, limits_).status());
    return absl::AlreadyExistsError(absl::StrCat(run.run_id, ": another manifest is kept for this run"));
  });
}

absl::StatusOr<PackRunReceipt> MongoPackRunProvenanceWriter::Write(const PackRunManifest& manifest) {
  VEXLENS_ASSIGN_OR_RETURN(const PackRunText text, WritePackRun(manifest, limits_));
  Document document;
  VEXLENS_RETURN_IF_ERROR(WriteProvenance(manifest, text, document));
  absl::Status fault;
  bool sent = false;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    VEXLENS_ASSIGN_OR_RETURN(Clients::Lent client, clients_->Lend());
    const Insertion insertion = Insert(client, document, fault);
    if (insertion == Insertion::kDone) return PackRunReceipt{text.manifest_digest, true};
    if (insertion == Insertion::kDuplicate) {
      const absl::Status kept = CheckKept(client, manifest.run, document);
      if (kept.ok()) return PackRunReceipt{text.manifest_digest, sent};
      // No majority has it yet: the next attempt waits for one.
      if (!absl::IsNotFound(kept) && !absl::IsUnavailable(kept)) return kept;
      fault = kept;
    }
    if (insertion == Insertion::kRefused && !sent) return fault;
    if (insertion == Insertion::kRefused) break;
    sent |= insertion == Insertion::kUnknown;
  }
  return absl::UnavailableError(absl::StrCat(
      manifest.run.run_id, ": it is not known whether the manifest is kept; write it again: ", fault.message()));
}

absl::StatusOr<PackRunManifest> MongoPackRunProvenanceWriter::Read(const PackRunKey& run) {
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(run));
  VEXLENS_ASSIGN_OR_RETURN(Clients::Lent client, clients_->Lend());
  PackRunManifest manifest;
  VEXLENS_RETURN_IF_ERROR(FindKept(client, run, [&](const bson_t* kept) -> absl::Status {
    VEXLENS_ASSIGN_OR_RETURN(manifest, ReadProvenance(run, kept, limits_));
    return absl::OkStatus();
  }));
  return manifest;
}

}  // namespace vexlens::mongo
