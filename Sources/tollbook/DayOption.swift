import ArgumentParser
import Telecom

extension CivilDate: ExpressibleByArgument {
  init?(argument: String) { self.init(iso: argument) }
}

extension CivilDate {
  /// By the clock, in UTC: what a command takes where no day is given. Documents never take theirs from here alone.
  static var today: CivilDate { CivilDate(daysSince1970: Int(Clock.now.flooredDivision(by: 86_400))) }
}
