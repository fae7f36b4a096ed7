// Status macros: an error is handed to the caller in one line.
#ifndef VEXLENS_SUPPORT_STATUS_MACROS_H_
#define VEXLENS_SUPPORT_STATUS_MACROS_H_

#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

// Evaluates an absl::Status, and returns it from the function around it unless it is OK.
#define VEXLENS_RETURN_IF_ERROR(expression)                                                      \
  do {                                                                                           \
    if (absl::Status vexlens_status = (expression); !vexlens_status.ok()) return vexlens_status; \
  } while (false)

// Evaluates an absl::StatusOr, returns its status from the function around it unless it is OK, and else gives its value
// to `target`: a variable that stands already, or the declaration of one. A comma that no parentheses enclose ends an
// argument: such a type is written `auto`. Two statements, so never the body of an `if` without braces.
#define VEXLENS_ASSIGN_OR_RETURN(target, expression) \
  VEXLENS_ASSIGN_OR_RETURN_AS(VEXLENS_STATUS_OR_AT(__LINE__), target, expression)

// NOLINTBEGIN(bugprone-macro-parentheses): a declaration cannot stand in parentheses
#define VEXLENS_ASSIGN_OR_RETURN_AS(result, target, expression) \
  auto result = (expression);                                   \
  if (!result.ok()) return std::move(result).status();          \
  target = *std::move(result)
// NOLINTEND(bugprone-macro-parentheses)

#define VEXLENS_STATUS_OR_AT(line) VEXLENS_STATUS_OR_JOIN(vexlens_status_or_, line)
#define VEXLENS_STATUS_OR_JOIN(name, line) name##line

#endif  // VEXLENS_SUPPORT_STATUS_MACROS_H_
