/// Tasks that a group of devices shares: the `workflow` messages, the working mode, commands by voice, and the HTTP interface to them.
///
/// | type | what it is |
/// | --- | --- |
/// | [earshot.task.Task] | one task, with who did what with it |
/// | [earshot.task.TaskGroup] | whose it is: the devices whose ids begin with the same 8 characters |
/// | [earshot.task.TaskRegistry] | all tasks, and every way to change them; the database behind it is a [earshot.task.TaskStore] |
/// | [earshot.task.WorkflowFeature] | the message family; [earshot.task.WorkflowFeature#give] is for tasks that come from other families |
/// | [earshot.task.WorkflowHttpApi] | the interface for other programs |
///
/// What badge-protocol 2.18, 3.6 and 7.2 leave open, and why it is so here:
///
/// * **The list that a device gets is whole and in the order in which people count**: open tasks before done ones, the most urgent first, then by age.
///   A spoken number counts the open ones of it. A number that there is no task for is not a command, so that nobody completes another task than the
///   one that was meant.
/// * **Only `update` reaches into other groups** (`groupKey` of the task, else of the message, else the sender's group). `assign`, `complete` and `delete` act
///   in the sender's own: an id that is not there is `NOT_FOUND`, of several the others are changed, and deleting what is gone is done already.
/// * **A change is told to a group on each device's own thread, from what holds then**: a list never overtakes a newer one, and a device
///   that is told of many changes at once gets the last of them. The acknowledgement comes first, and not before the change is on disk:
///   what was confirmed is there after `kill -9`. What could not be written is answered with `NOT_STORED`. Only badges, and who uses
///   `workflow` or the mode, are told.
/// * **A task without a title is called by its id**; a new one has the priority 2 and is open. An empty or null `owner` takes a task from its owner.
/// * **Idempotent compares owners by alias and by id**, because the alias of a device may have changed since.
/// * **Sizes are bounded**: 100 tasks or ids a message, 200 tasks a group, of which done ones make room, 5000 in all (`LIMIT_REACHED`), 20 changes of history.
///   A device makes at most 200 tasks in groups of others, so that one that names ever new groups cannot take the room of all.
///   What has no meaning here is kept and sent along, up to 1000 characters a task.
/// * **What a meeting decided is imported once**: a task that exists already stays as people have changed it, and only new ones count.
/// * **Tasks are one row each, with their history**, so that a change is one write and nothing of it can be missing.
package earshot.task;
