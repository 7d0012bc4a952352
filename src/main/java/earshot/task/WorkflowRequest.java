package earshot.task;

import module java.base;

/// What a device asks for by a `workflow` message. Source: badge-protocol section 2.18.
sealed interface WorkflowRequest {
    /// The value of `event`.
    String event();

    /// @param tasks not empty
    record Update(List<TaskRegistry.Merge> tasks) implements WorkflowRequest {
        @Override
        public String event() {
            return "update";
        }
    }

    record Show() implements WorkflowRequest {
        @Override
        public String event() {
            return "list";
        }
    }

    /// @param owner empty for the device itself
    record Assign(String id, Optional<String> owner) implements WorkflowRequest {
        @Override
        public String event() {
            return "assign";
        }
    }

    /// @param ids not empty
    record Complete(List<String> ids) implements WorkflowRequest {
        @Override
        public String event() {
            return "complete";
        }
    }

    /// @param ids not empty
    record Delete(List<String> ids) implements WorkflowRequest {
        @Override
        public String event() {
            return "delete";
        }
    }

    /// @param reason for the device
    record Invalid(String reason) implements WorkflowRequest {
        @Override
        public String event() {
            return "";
        }
    }
}
