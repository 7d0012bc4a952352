/// The turns view: each voice turn from the end of speech to the last sound, as stages on one time axis that add up to the total.
/// Each stage has an owner, so that a slow answer shows where to make it faster. Both sounds of the newest turns can be played
/// and saved; they are in memory only and are gone when the program ends or after *Delete sounds*.
package earshot.ui.turns;
