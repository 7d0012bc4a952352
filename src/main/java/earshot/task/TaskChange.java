package earshot.task;

import module java.base;

/// What became of a change of tasks.
public sealed interface TaskChange {
    /// @param groups those in which something is different now; empty when all was so before
    /// @param ids of the tasks that changed
    /// @param stored completes when the store has it; fails with [earshot.problem.ProblemException]
    record Made(Set<TaskGroup> groups, List<String> ids, CompletableFuture<?> stored) implements TaskChange {
        static final Made NOTHING = new Made(Set.of(), List.of(), CompletableFuture.completedFuture(null));

        public Made {
            groups = Set.copyOf(groups);
            ids = List.copyOf(ids);
        }

        /// Whether nothing had to be done.
        public boolean idempotent() {
            return groups.isEmpty();
        }
    }

    static TaskChange nothing() {
        return Made.NOTHING;
    }

    /// There is no room for more tasks.
    record Full(int most, Bound bound) implements TaskChange {
        /// For devices and programs.
        String words() {
            return "no more than " + most + switch (bound) {
                case GROUP -> " tasks in a group";
                case ALL -> " tasks in all groups";
                case ELSEWHERE -> " tasks of one device in the groups of others";
            };
        }
    }

    /// What is full.
    enum Bound { GROUP, ALL, ELSEWHERE }

    /// None of the named tasks exists.
    record Absent(String id) implements TaskChange {}
}
