#include "tests/arrow/foreign_table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace vexlens::testing {
namespace {

template <typename T>
void Append(T value, std::string& buffer) {
  buffer.append(reinterpret_cast<const char*>(&value), sizeof value);
}

template <typename Values>
std::string ValidityOf(const Values& values, std::int64_t offset) {
  std::string bits((values.size() + static_cast<std::size_t>(offset) + 7) / 8, '\0');
  for (std::size_t i = 0; i < values.size(); ++i) {
    const std::size_t at = i + static_cast<std::size_t>(offset);
    if (values[i].has_value()) bits[at / 8] = static_cast<char>(bits[at / 8] | 1 << at % 8);
  }
  return bits;
}

template <typename Offset>
void AddOffsets(const Texts& texts, std::int64_t offset, ForeignArray& array) {
  std::string offsets, data = "not to be read";
  for (std::int64_t i = 0; i < offset; ++i) Append<Offset>(0, offsets);
  Append(static_cast<Offset>(data.size()), offsets);
  for (const auto& text : texts) {
    data += text.value_or("");
    Append(static_cast<Offset>(data.size()), offsets);
  }
  array.buffers.insert(array.buffers.end(), {offsets, data});
}

// AddViews keeps long texts in two buffers, in turn.
void AddViews(const Texts& texts, std::int64_t offset, ForeignArray& array) {
  std::string views(static_cast<std::size_t>(offset) * 16, '\xff');
  std::string data[2] = {"nothing", ""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const std::string text = texts[i].value_or("");
    std::string view;
    Append(static_cast<std::int32_t>(text.size()), view);
    view += text.substr(0, text.size() > 12 ? 4 : 12);
    if (text.size() > 12) {
      Append(static_cast<std::int32_t>(i % 2), view);
      Append(static_cast<std::int32_t>(data[i % 2].size()), view);
      data[i % 2] += text;
    }
    view.resize(16, '\0');
    views += view;
  }
  std::string sizes;
  for (const std::string& each : data) Append(static_cast<std::int64_t>(each.size()), sizes);
  array.buffers.insert(array.buffers.end(), {views, data[0], data[1], sizes});
}

// Given is a batch while a reader has it: it counts how many of the structs that name it were released.
struct Given {
  explicit Given(ForeignArray of) : array(std::move(of)) {
    for (const std::string& buffer : array.buffers) addresses.push_back(buffer.empty() ? nullptr : buffer.data());
    for (const ForeignArray& child : array.children) {
      children.push_back(new ArrowArray(ArrayOf(child)));
      schemas.push_back(new ArrowSchema(SchemaOf(child)));
    }
    if (array.dictionary != nullptr) {
      dictionary = new ArrowArray(ArrayOf(*array.dictionary));
      dictionary_schema = new ArrowSchema(SchemaOf(*array.dictionary));
    }
  }
  Given(const Given&) = delete;
  Given& operator=(const Given&) = delete;
  ~Given() {
    for (ArrowArray* child : children) ReleaseAndDelete(child);
    for (ArrowSchema* child : schemas) ReleaseAndDelete(child);
    ReleaseAndDelete(dictionary);
    ReleaseAndDelete(dictionary_schema);
  }

  template <typename Struct>
  static void ReleaseAndDelete(Struct* of) {
    if (of != nullptr && of->release != nullptr) of->release(of);
    delete of;
  }

  template <typename Struct>
  static void Release(Struct* of) {
    delete static_cast<Given*>(of->private_data);
    of->release = nullptr;
  }

  static ArrowArray ArrayOf(const ForeignArray& of) {
    auto* const given = new Given(of);
    ArrowArray array{};
    array.length = of.length;
    array.null_count = of.null_count;
    array.offset = of.offset;
    array.n_buffers = static_cast<std::int64_t>(given->addresses.size());
    array.n_children = static_cast<std::int64_t>(given->children.size());
    array.buffers = given->addresses.data();
    array.children = given->children.data();
    array.dictionary = given->dictionary;
    array.release = &Release<ArrowArray>;
    array.private_data = given;
    return array;
  }

  static ArrowSchema SchemaOf(const ForeignArray& of) {
    auto* const given = new Given(of);
    ArrowSchema schema{};
    schema.format = given->array.format.c_str();
    schema.name = given->array.name.c_str();
    schema.flags = ARROW_FLAG_NULLABLE;
    schema.n_children = static_cast<std::int64_t>(given->schemas.size());
    schema.children = given->schemas.data();
    schema.dictionary = given->dictionary_schema;
    schema.release = &Release<ArrowSchema>;
    schema.private_data = given;
    return schema;
  }

  ForeignArray array;
  std::vector<const void*> addresses;
  std::vector<ArrowArray*> children;
  std::vector<ArrowSchema*> schemas;
  ArrowArray* dictionary = nullptr;
  ArrowSchema* dictionary_schema = nullptr;
};

struct Producer {
  std::vector<ForeignArray> batches;
  int* released;
  Change change;
  int schema_error = 0;
  int next_error = 0;
  std::size_t next = 0;
};

Producer& Of(ArrowArrayStream* stream) { return *static_cast<Producer*>(stream->private_data); }

int GetSchema(ArrowArrayStream* stream, ArrowSchema* out) {
  Producer& producer = Of(stream);
  if (producer.schema_error != 0) return producer.schema_error;
  *out = Given::SchemaOf(producer.batches[0]);
  ArrowArray unused{};
  if (producer.change) {
    unused = Given::ArrayOf(producer.batches[0]);
    producer.change(*out, unused);
    if (unused.release != nullptr) unused.release(&unused);
  }
  return 0;
}

int GetNext(ArrowArrayStream* stream, ArrowArray* out) {
  Producer& producer = Of(stream);
  if (producer.next_error != 0) return producer.next_error;
  *out = {};
  if (producer.next == producer.batches.size()) return 0;
  *out = Given::ArrayOf(producer.batches[producer.next++]);
  if (producer.change) {
    ArrowSchema unused = Given::SchemaOf(producer.batches[0]);
    producer.change(unused, *out);
    if (unused.release != nullptr) unused.release(&unused);
  }
  return 0;
}

ArrowArrayStream Stream(Producer producer) {
  ArrowArrayStream stream{};
  stream.get_schema = &GetSchema;
  stream.get_next = &GetNext;
  stream.get_last_error = [](ArrowArrayStream*) -> const char* { return "the disk\nis gone"; };
  stream.release = [](ArrowArrayStream* self) {
    ++*Of(self).released;
    delete &Of(self);
    self->release = nullptr;
  };
  stream.private_data = new Producer(std::move(producer));
  return stream;
}

}  // namespace

ForeignArray TextArray(std::string name, std::string format, const Texts& texts, std::int64_t offset) {
  ForeignArray array;
  array.name = std::move(name);
  array.format = std::move(format);
  array.length = static_cast<std::int64_t>(texts.size());
  array.offset = offset;
  array.buffers.push_back(ValidityOf(texts, offset));
  if (array.format == "u") AddOffsets<std::int32_t>(texts, offset, array);
  if (array.format == "U") AddOffsets<std::int64_t>(texts, offset, array);
  if (array.format == "vu") AddViews(texts, offset, array);
  return array;
}

ForeignArray DictionaryArray(std::string name, std::string index_format, std::string format, const Texts& texts) {
  ForeignArray array;
  array.name = std::move(name);
  array.length = static_cast<std::int64_t>(texts.size());
  array.buffers = {ValidityOf(texts, 0), ""};
  Texts distinct;
  for (const auto& text : texts) {
    if (std::find(distinct.begin(), distinct.end(), text) == distinct.end()) distinct.push_back(text);
    const std::int64_t index = std::find(distinct.begin(), distinct.end(), text) - distinct.begin();
    const char kind = index_format[0] | 0x20;
    const std::size_t width = kind == 'c' ? 1 : kind == 's' ? 2 : kind == 'i' ? 4 : 8;
    array.buffers[1].append(reinterpret_cast<const char*>(&index), width);  // little endian
  }
  array.format = std::move(index_format);
  array.dictionary = std::make_shared<ForeignArray>(TextArray("", std::move(format), distinct, 2));
  return array;
}

ForeignArray InstantArray(std::string name, std::string format,
                          const std::vector<std::optional<std::int64_t>>& values) {
  ForeignArray array;
  array.name = std::move(name);
  array.format = std::move(format);
  array.length = static_cast<std::int64_t>(values.size());
  array.buffers = {ValidityOf(values, 0), ""};
  for (const auto& value : values) Append(value.value_or(-1), array.buffers[1]);
  return array;
}

ForeignArray NullArray(std::string name, std::int64_t length) {
  ForeignArray array;
  array.name = std::move(name);
  array.format = "n";
  array.length = array.null_count = length;
  return array;
}

ForeignArray TableOf(std::vector<ForeignArray> columns) {
  ForeignArray array;
  array.format = "+s";
  array.length = columns.empty() ? 0 : columns[0].length;
  array.null_count = 0;
  array.buffers = {""};
  array.children = std::move(columns);
  return array;
}

ArrowArrayStream StreamOf(std::vector<ForeignArray> batches, int* released, Change change) {
  return Stream({std::move(batches), released, std::move(change)});
}

ArrowArrayStream FailingStream(int schema_error, int next_error, int* released) {
  Producer producer{
      {TableOf({TextArray("vulnerability", "u", {}), TextArray("product", "u", {}), TextArray("status", "u", {})})},
      released,
      nullptr};
  producer.schema_error = schema_error;
  producer.next_error = next_error;
  return Stream(std::move(producer));
}

}  // namespace vexlens::testing
