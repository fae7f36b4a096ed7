// KeyColumns: the columns that name a record.
#ifndef VEXLENS_LIB_ARROW_KEY_COLUMNS_H_
#define VEXLENS_LIB_ARROW_KEY_COLUMNS_H_

#include <vector>

#include "lib/arrow/source.h"
#include "vexlens/consensus.h"

namespace vexlens::arrow {

// KeyColumns are the first columns of tables about records.
class KeyColumns {
 public:
  explicit KeyColumns(Batch& batch) : tenant_(batch), vulnerability_(batch), product_(batch), component_(batch) {}

  std::vector<NamedColumn> Columns() {
    return {
        {"tenant", &tenant_}, {"vulnerability", &vulnerability_}, {"product", &product_}, {"component", &component_}};
  }

  void Append(const KeyTexts& key) {
    tenant_.Append(key.tenant);
    vulnerability_.Append(key.vulnerability);
    product_.Append(key.product);
    component_.Append(key.component);
  }

 private:
  TextColumn tenant_;
  TextColumn vulnerability_;
  TextColumn product_;
  TextColumn component_;
};

}  // namespace vexlens::arrow

#endif  // VEXLENS_LIB_ARROW_KEY_COLUMNS_H_
