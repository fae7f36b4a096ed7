// RecordWriter: the bytes of a record.
#ifndef VEXLENS_LIB_CONSENSUS_RECORD_WRITER_H_
#define VEXLENS_LIB_CONSENSUS_RECORD_WRITER_H_

#include <string>

#include "vexlens/consensus.h"

namespace vexlens::consensus {

// RecordContext is what all records of one consensus share.
struct RecordContext {
  const Evidence& evidence;
  Instant as_of;
  Mode mode;
  const Digest& policy_digest;
};

// Appends the record's RFC 8785 bytes and returns its consensusDigest, which is over these bytes without that member.
Digest AppendRecordJson(const Record& record, const RecordContext& context, std::string& out);

}  // namespace vexlens::consensus

#endif  // VEXLENS_LIB_CONSENSUS_RECORD_WRITER_H_
