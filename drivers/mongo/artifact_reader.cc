#include "drivers/mongo/artifact_reader.h"

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>

#include "absl/strings/str_cat.h"
#include "drivers/mongo/address.h"
#include "drivers/mongo/artifact_entry.h"
#include "lib/identity/percent.h"
#include "vexlens/support/status_macros.h"

namespace vexlens::mongo {
namespace {

constexpr std::int64_t kPage = 500;  // entries in an answer of the server
constexpr std::size_t kPiece = std::size_t{128} << 10;
constexpr std::string_view kFile = "file://";

// Adds that a document is about this run. Both are texts, whatever they look like.
void AddRun(const PackRunKey& run, Document& filter) { filter.Add("tenant", run.tenant).Add("runId", run.run_id); }

// Adds that an answer has these members alone.
void AddProjection(std::initializer_list<const char*> members, Document& options) {
  Document projection;
  for (const char* const member : members) projection.Add(member, 1);
  options.Add("projection", projection);
}

Cursor Find(const Clients::Lent& client, const Document& filter, const Document& options) {
  const Collection collection = client.collection(kPackArtifacts);
  return Cursor(mongoc_collection_find_with_opts(collection.get(), filter.get(), options.get(), nullptr));
}

// Returns why a cursor has no more.
absl::Status EndOf(const Cursor& cursor, Clients::Lent& client) {
  bson_error_t error = {};
  return mongoc_cursor_error(cursor.get(), &error) ? client.Failed(kPackArtifacts, error) : absl::OkStatus();
}

// Returns an error of GridFS as ours. That of GridFS itself is a file or a chunk that is not there.
absl::Status GridFsFault(Clients::Lent& client, const bson_error_t& error) {
  const absl::Status fault = client.Failed(kPackArtifacts, error);
  return error.domain == MONGOC_ERROR_GRIDFS ? absl::DataLossError(fault.message()) : fault;
}

absl::Status GivePieces(std::string_view bytes, const PackRunArtifactReader::Sink& sink) {
  for (; !bytes.empty(); bytes.remove_prefix(std::min(bytes.size(), kPiece))) {
    VEXLENS_RETURN_IF_ERROR(sink(bytes.substr(0, kPiece)));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<std::unique_ptr<PackRunArtifactReader>> MongoPackRunArtifactReader::Open(const StoreAddress& address) {
  VEXLENS_ASSIGN_OR_RETURN(Address parsed, ParseAddress(address));
  std::string folder = parsed.artifact_folder;
  VEXLENS_ASSIGN_OR_RETURN(std::unique_ptr<Clients> clients, Clients::Connect(std::move(parsed)));
  return std::unique_ptr<PackRunArtifactReader>(new MongoPackRunArtifactReader(std::move(clients), std::move(folder)));
}

absl::StatusOr<std::vector<ListedArtifact>> MongoPackRunArtifactReader::List(const PackRunKey& run, std::size_t most) {
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(run));
  VEXLENS_ASSIGN_OR_RETURN(Clients::Lent client, clients_->Lend());
  Document filter, options, order;
  AddRun(run, filter);
  AddProjection({"name", "mediaType", "location", "size", "digest"}, options);
  options.Add("sort", order.Add("name", 1)).Add("batchSize", kPage);
  const Cursor cursor = Find(client, filter, options);
  std::vector<ListedArtifact> artifacts;
  for (const bson_t* entry = nullptr; mongoc_cursor_next(cursor.get(), &entry);) {
    if (artifacts.size() == most) return absl::ResourceExhaustedError(absl::StrCat("more than ", most, " artifacts"));
    VEXLENS_ASSIGN_OR_RETURN(ListedArtifact artifact, ReadEntry(entry));
    artifacts.push_back(std::move(artifact));
  }
  VEXLENS_RETURN_IF_ERROR(EndOf(cursor, client));
  if (artifacts.empty())
    return absl::NotFoundError(absl::StrCat("no artifacts of run ", run.run_id, " of ", run.tenant));
  return artifacts;
}

absl::Status MongoPackRunArtifactReader::Read(const PackRunKey& run, std::string_view name, const Sink& sink) {
  VEXLENS_RETURN_IF_ERROR(CheckPackRunKey(run));
  VEXLENS_RETURN_IF_ERROR(CheckArtifactName(name));
  VEXLENS_ASSIGN_OR_RETURN(Clients::Lent client, clients_->Lend());
  Document filter, options;
  AddRun(run, filter);
  filter.Add("name", name);
  AddProjection({"data", "fileId", "location"}, options);
  options.Add("limit", 1);
  const Cursor cursor = Find(client, filter, options);
  const bson_t* entry = nullptr;
  if (!mongoc_cursor_next(cursor.get(), &entry)) {
    VEXLENS_RETURN_IF_ERROR(EndOf(cursor, client));
    return absl::NotFoundError("no such artifact");
  }
  if (const std::optional<std::string_view> bytes = BytesOf(entry, "data")) return GivePieces(*bytes, sink);
  bson_iter_t at;
  if (bson_iter_init_find(&at, entry, "fileId") && !BSON_ITER_HOLDS_NULL(&at)) {
    return ReadGridFs(client, *bson_iter_value(&at), sink);
  }
  return ReadLocation(run, TextOf(entry, "location").value_or(""), sink);
}

absl::Status MongoPackRunArtifactReader::ReadGridFs(Clients::Lent& client, const bson_value_t& id,
                                                    const Sink& sink) const {
  Document options;
  options.Add("bucketName", kPackArtifacts);
  bson_error_t error = {};
  const Database database = client.database();
  const Bucket bucket(mongoc_gridfs_bucket_new(database.get(), options.get(), nullptr, &error));
  if (bucket == nullptr) return client.Failed(kPackArtifacts, error);
  const Stream stream(mongoc_gridfs_bucket_open_download_stream(bucket.get(), &id, &error));
  if (stream == nullptr) return GridFsFault(client, error);
  const std::unique_ptr<char[]> buffer = std::make_unique<char[]>(kPiece);
  while (true) {
    const ssize_t got = mongoc_stream_read(stream.get(), buffer.get(), kPiece, 0, 0);
    if (got == 0) return absl::OkStatus();
    if (got < 0) break;
    VEXLENS_RETURN_IF_ERROR(sink({buffer.get(), static_cast<std::size_t>(got)}));
  }
  mongoc_gridfs_bucket_stream_error(stream.get(), &error);
  return GridFsFault(client, error);
}

absl::Status MongoPackRunArtifactReader::ReadLocation(const PackRunKey& run, std::string_view location,
                                                      const Sink& sink) const {
  if (!location.starts_with(kFile)) {
    return absl::FailedPreconditionError(
        location.empty() ? "its bytes are nowhere: the entry has no data, fileId or location"
                         : absl::StrCat("its bytes are at ", location, ", where nothing here reads"));
  }
  std::string decoded;
  std::string_view path = identity::Decoded(location.substr(kFile.size()), decoded);
  const std::string root = folder_.ends_with('/') ? folder_ : absl::StrCat(folder_, "/");
  if (folder_.empty() || !path.starts_with(root) || !CheckArtifactName(path.substr(root.size())).ok()) {
    return absl::PermissionDeniedError(
        absl::StrCat("it is at ", location, ", which is not below the artifactFolder of the store"));
  }
  path.remove_prefix(root.size());
  // The same walk, without links, as for artifacts in a folder.
  VEXLENS_ASSIGN_OR_RETURN(const auto files, FilesystemPackRunArtifactReader::OpenRun(folder_, run));
  return files->Read(run, path, sink);
}

}  // namespace vexlens::mongo
