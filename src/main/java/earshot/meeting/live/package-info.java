/// Running meetings: taking sentences in, merging, pushing, checkpoints, ending. One [earshot.meeting.live.Seat] is the place of a
/// connection at the table.
package earshot.meeting.live;
