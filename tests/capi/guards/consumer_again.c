#include "vexlens.h"

uint32_t VersionSeenElsewhere(void);

uint32_t VersionSeenElsewhere(void) { return vexlens_abi_version(); }
