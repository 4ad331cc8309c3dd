import ArgumentParser

struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Makes a book, changes its settings, and tells what is in it.",
    subcommands: [BookCreateCommand.self, BookSetCommand.self, BookInfoCommand.self])
}
