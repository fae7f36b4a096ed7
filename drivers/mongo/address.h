// Address: where a store is, as the driver was told.
#ifndef VEXLENS_DRIVERS_MONGO_ADDRESS_H_
#define VEXLENS_DRIVERS_MONGO_ADDRESS_H_

#include <string>

#include "absl/status/statusor.h"
#include "drivers/mongo/mongoc.h"
#include "vexlens/driver.h"

namespace vexlens::mongo {

// Address is a URL with what is ours taken out of it.
struct Address {
  Uri uri;
  std::string database;
  std::string artifact_folder;  // below which files of artifacts may lie, "" for nowhere
};

// Reads mongodb://[USER@]HOST[:PORT][,…]/DATABASE[?OPTION=VALUE&…]. The options are those of libmongoc, with limits on
// waiting unless they are given, and `artifactFolder`, an absolute path. Errors: INVALID_ARGUMENT, which shows nothing
// of a user's name or password.
absl::StatusOr<Address> ParseAddress(const StoreAddress& given);

}  // namespace vexlens::mongo

#endif  // VEXLENS_DRIVERS_MONGO_ADDRESS_H_
