// Unlisted issuers: whose all-clears count for nothing because the directory does not list them, and what to do.
#ifndef VEXLENS_CLI_UNLISTED_H_
#define VEXLENS_CLI_UNLISTED_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/options.h"
#include "vexlens/consensus.h"

namespace vexlens::cli {

// Returns a line that counts those all-clears, names who gives them, and shows how to list the first; "" for none.
// `more` says that others than those named give some of them.
std::string UnlistedText(std::span<const UnlistedClearer> clearers, const Options& options, bool more = false);

// Says that of all clearers of a consensus.
void SayWhoIsUnlisted(const Consensus& consensus, const Options& options);

// Says it of those in one record.
void SayWhoIsUnlisted(const Record& record, const Consensus& consensus, const Options& options);

// Returns the words of a command line that trust an issuer of that name, quoted for a shell; "" for a name that cannot
// be shown as it is.
std::string TrustWords(std::string_view issuer);

}  // namespace vexlens::cli

#endif  // VEXLENS_CLI_UNLISTED_H_
