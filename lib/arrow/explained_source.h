// ExplainedSource: a table with rows for parts of records.
#ifndef VEXLENS_LIB_ARROW_EXPLAINED_SOURCE_H_
#define VEXLENS_LIB_ARROW_EXPLAINED_SOURCE_H_

#include <cstddef>
#include <vector>

#include "lib/arrow/key_columns.h"
#include "lib/arrow/slice_source.h"
#include "vexlens/consensus.h"

namespace vexlens::arrow {

// ExplainedSource explains one key after another. `kParts` is the member of Record whose elements are the rows.
template <typename Part, std::vector<Part> Record::*kParts>
class ExplainedSource : public SliceSource {
 public:
  using SliceSource::SliceSource;

  std::vector<NamedColumn> Columns() final {
    std::vector<NamedColumn> columns = key_.Columns();
    for (const NamedColumn& column : PartColumns()) columns.push_back(column);
    return columns;
  }

 protected:
  virtual std::vector<NamedColumn> PartColumns() = 0;
  virtual void Append(const Part& part) = 0;

  void Enter() final {
    keys_ = Keys();
    Explain();
  }

  bool AddRows() final {
    while (keys_.first < keys_.end && !batch().full) {
      if (part_ == (record_.*kParts).size()) {
        ++keys_.first;
        Explain();
        continue;
      }
      key_.Append({record_.tenant, record_.advisory_key, record_.artifact_key, record_.component_key});
      Append((record_.*kParts)[part_++]);
      batch().EndRow();
    }
    return keys_.first < keys_.end;
  }

 private:
  void Explain() {
    part_ = 0;
    if (keys_.first < keys_.end) record_ = consensus().Explain(keys_.first);
  }

  KeyRun keys_;
  Record record_;  // of keys_.first
  std::size_t part_ = 0;
  KeyColumns key_{batch()};
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_EXPLAINED_SOURCE_H_
