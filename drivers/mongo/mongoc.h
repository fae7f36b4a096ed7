// Mongoc: the one door to libmongoc and libbson. What they allocate is owned by pointers that free it.
#ifndef VEXLENS_DRIVERS_MONGO_MONGOC_H_
#define VEXLENS_DRIVERS_MONGO_MONGOC_H_

#include <mongoc/mongoc.h>

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace vexlens::mongo {

template <auto kFree>
struct FreedBy {
  template <typename T>
  void operator()(T* pointer) const {
    kFree(pointer);
  }
};

using Uri = std::unique_ptr<mongoc_uri_t, FreedBy<mongoc_uri_destroy>>;
using Client = std::unique_ptr<mongoc_client_t, FreedBy<mongoc_client_destroy>>;
using Database = std::unique_ptr<mongoc_database_t, FreedBy<mongoc_database_destroy>>;
using Collection = std::unique_ptr<mongoc_collection_t, FreedBy<mongoc_collection_destroy>>;
using Cursor = std::unique_ptr<mongoc_cursor_t, FreedBy<mongoc_cursor_destroy>>;
using WriteConcern = std::unique_ptr<mongoc_write_concern_t, FreedBy<mongoc_write_concern_destroy>>;
using ReadConcern = std::unique_ptr<mongoc_read_concern_t, FreedBy<mongoc_read_concern_destroy>>;
using ReadPrefs = std::unique_ptr<mongoc_read_prefs_t, FreedBy<mongoc_read_prefs_destroy>>;
using Bucket = std::unique_ptr<mongoc_gridfs_bucket_t, FreedBy<mongoc_gridfs_bucket_destroy>>;
using Stream = std::unique_ptr<mongoc_stream_t, FreedBy<mongoc_stream_destroy>>;

// Document is a BSON document that grows. Each member has a type of its own, so no text is ever read as an operator.
class Document {
 public:
  Document() { bson_init(&bson_); }
  Document(const Document&) = delete;
  Document& operator=(const Document&) = delete;
  ~Document() { bson_destroy(&bson_); }

  Document& Add(std::string_view name, std::string_view text) {
    return Added(text.size() <= BSON_MAX_SIZE &&
                 bson_append_utf8(&bson_, name.data(), Size(name), text.empty() ? "" : text.data(), Size(text)));
  }
  Document& Add(std::string_view name, std::int64_t number) {
    return Added(bson_append_int64(&bson_, name.data(), Size(name), number));
  }
  Document& Add(std::string_view name, const Document& document) {
    return Added(bson_append_document(&bson_, name.data(), Size(name), &document.bson_));
  }
  Document& AddBytes(std::string_view name, std::string_view bytes) {
    return Added(bytes.size() <= BSON_MAX_SIZE &&
                 bson_append_binary(&bson_, name.data(), Size(name), BSON_SUBTYPE_BINARY,
                                    reinterpret_cast<const std::uint8_t*>(bytes.data()),
                                    static_cast<std::uint32_t>(bytes.size())));
  }
  // Adds milliseconds since 1970.
  Document& AddDate(std::string_view name, std::int64_t millis) {
    return Added(bson_append_date_time(&bson_, name.data(), Size(name), millis));
  }
  Document& AddNull(std::string_view name) { return Added(bson_append_null(&bson_, name.data(), Size(name))); }

  // Reports whether all that was added is there: a document has less than 2 GiB.
  bool whole() const { return whole_; }
  std::size_t size() const { return bson_.len; }
  const bson_t* get() const { return &bson_; }
  bson_t* get() { return &bson_; }

 private:
  static int Size(std::string_view text) { return static_cast<int>(text.size()); }
  Document& Added(bool added) {
    whole_ &= added;
    return *this;
  }

  bson_t bson_;
  bool whole_ = true;
};

// Reply is a document that libmongoc initialises in every call that it is passed to. Passed once.
class Reply {
 public:
  Reply() = default;
  Reply(const Reply&) = delete;
  Reply& operator=(const Reply&) = delete;
  ~Reply() { bson_destroy(&bson_); }

  bson_t* get() { return &bson_; }

 private:
  bson_t bson_ = BSON_INITIALIZER;
};

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_MONGOC_H_
