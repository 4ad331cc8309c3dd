internal import Telecom

/// Something that a promise says of the plan's decks, to be held against them once they are read.
struct PromiseMention {
  enum What {
    case destination(String)
    case unit(CountedUnit)
  }

  var what: What
  var location: InputLocation
}
