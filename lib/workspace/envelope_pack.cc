#include "lib/workspace/envelope_pack.h"

#include <cstdint>
#include <vector>

#include "lib/workspace/binary.h"

namespace vexlens::workspace {
namespace {

void AppendTexts(const std::vector<std::string>& texts, std::string& pack) {
  AppendNumber(texts.size(), pack);
  for (const std::string& text : texts) AppendText(text, pack);
}

std::vector<std::string> TakeTexts(BinaryReader& reader) {
  std::vector<std::string> texts(reader.Count());
  for (std::string& text : texts) text = reader.Text();
  return texts;
}

}  // namespace

std::string PackEnvelope(const Envelope& envelope) {
  std::string pack;
  AppendText(envelope.payload_type, pack);
  AppendNumber(envelope.certificate ? 1 : 0, pack);
  AppendTexts(envelope.key_ids, pack);
  AppendTexts(envelope.signers, pack);
  AppendChecksum(std::string(pack), pack);
  return pack;
}

bool UnpackEnvelope(std::string_view pack, Envelope& envelope) {
  if (!TakeChecksum(pack)) return false;
  BinaryReader reader(pack);
  envelope.payload_type = reader.Text();
  envelope.certificate = reader.Below(2) != 0;
  envelope.key_ids = TakeTexts(reader);
  envelope.signers = TakeTexts(reader);
  return reader.done();
}

}  // namespace vexlens::workspace
