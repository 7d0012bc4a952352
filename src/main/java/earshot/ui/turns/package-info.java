/// Turns: each voice turn from the end of speech to the last sound, as stages on one time axis that add up to the whole, each with
/// an owner, so that a slow answer names who can make it quicker. Both sounds of the newest turns can be heard and saved; they are
/// in memory only and go with the program or with *Forget sounds*.
package earshot.ui.turns;
