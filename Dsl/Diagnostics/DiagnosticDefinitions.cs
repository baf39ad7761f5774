using System.Collections.Generic;

namespace NetArch.Dsl;

/// <summary>Every finding there is, one line each. An id that is no longer used stays taken.</summary>
public static class DiagnosticDefinitions
{
    private static readonly List<DiagnosticDefinition> Table = [];

    // ARCH0xxx: the text.
    public static readonly DiagnosticDefinition FileTooLarge = Error("ARCH0001", "The file is too large", "the file has {0:N0} characters and at most {1:N0} are read; split it into several files");
    public static readonly DiagnosticDefinition NotText = Error("ARCH0002", "The file is not text", "this is not text: it holds the character U+{0}; a .net.arch file is UTF-8 text");
    public static readonly DiagnosticDefinition FileUnreadable = Error("ARCH0003", "The file could not be read", "{0} could not be read: {1}");
    public static readonly DiagnosticDefinition FileEmpty = Error("ARCH0004", "The file describes nothing", "the file describes no network and no block; a network is written: network Name {{ input 1x28x28; fc 10; softmax }}");
    public static readonly DiagnosticDefinition StatementTooLong = Error("ARCH0005", "A statement is too long", "this statement has more than {0:N0} characters; put a part of it into a block of its own");
    public static readonly DiagnosticDefinition NestedTooDeep = Error("ARCH0006", "Nested too deep", "braces and parentheses are nested deeper than {0}; put the inner part into a block of its own");
    public static readonly DiagnosticDefinition BraceNotClosed = Error("ARCH0007", "A brace is not closed", "this '{{' is not closed before {0}; {1} missing");
    public static readonly DiagnosticDefinition BraceNotOpened = Error("ARCH0008", "A brace closes nothing", "this '}}' closes nothing; remove it, or add the '{{' that it should close");
    public static readonly DiagnosticDefinition ParenthesisNotClosed = Error("ARCH0009", "A parenthesis is not closed", "this '(' is not closed; add the ')' where it should end");
    public static readonly DiagnosticDefinition BraceOnOwnLine = Error("ARCH0010", "A brace opens nothing", "this '{{' opens nothing; it stands on the line of its network, block, repeat, residual, shortcut, concat or branch");
    public static readonly DiagnosticDefinition Unexpected = Error("ARCH0011", "Text that is not understood", "{0} was found; expected {1}{2}");
    public static readonly DiagnosticDefinition NumberTooLarge = Error("ARCH0012", "A number is too large", "the number {0} is too large; numbers go up to {1:N0}");
    public static readonly DiagnosticDefinition TooManyFindings = Error("ARCH0013", "Too many mistakes", "more than {0:N0} mistakes were found; the others are not shown");
    public static readonly DiagnosticDefinition NameTooLong = Error("ARCH0014", "A name is too long", "this name has {0:N0} characters; names have at most {1:N0}");
    public static readonly DiagnosticDefinition ParameterNeedsParentheses = Error("ARCH0015", "A dimension is not written as one", "'{0}' is read as one name; in a dimension a parameter stands in parentheses: {1}");

    // ARCH1xxx: names and structure.
    public static readonly DiagnosticDefinition LayerUnknown = Error("ARCH1001", "No such layer", "there is no layer or statement '{0}'{1}");
    public static readonly DiagnosticDefinition BlockUnknown = Error("ARCH1002", "No such block", "there is no block '{0}' in this project{1}");
    public static readonly DiagnosticDefinition ParameterUnknown = Error("ARCH1003", "No such parameter", "there is no parameter '{0}' here; {1}");
    public static readonly DiagnosticDefinition NetworkNameTaken = Error("ARCH1004", "Two networks have one name", "a network '{0}' stands in {1} already{2}; give this one another name or namespace");
    public static readonly DiagnosticDefinition BlockNameTaken = Error("ARCH1005", "Two blocks have one name", "a block '{0}' stands in {1} already{2}; the blocks of all files share their names, so give this one another");
    public static readonly DiagnosticDefinition ParameterNameTaken = Error("ARCH1006", "Two parameters have one name", "block {0} has a parameter '{1}' already; give this one another name");
    public static readonly DiagnosticDefinition LabelTaken = Error("ARCH1007", "Two layers have one name", "the name '{0}' is taken by {1}, and names that differ only in case count as one; {2}");
    public static readonly DiagnosticDefinition LabelIsMember = Error("ARCH1008", "A label is a member's name", "the label '{0}' cannot be used: '{1}' is a member of every network's class, and names that differ only in case count as one; choose another label");
    public static readonly DiagnosticDefinition LabelIsNetwork = Error("ARCH1009", "A label is the network's name", "the label '{0}' cannot be used in network {1}: a class cannot have a member of its own name; choose another label");
    public static readonly DiagnosticDefinition LabelInRepeat = Error("ARCH1010", "A label inside repeat", "the label '{0}' stands inside repeat, where it would name several layers; remove it (layers there are numbered), or put the label on a block's use outside");
    public static readonly DiagnosticDefinition LabelMisplaced = Error("ARCH1011", "A label where nothing can be named", "the label '{0}' stands before {1}; a label names a layer, a block's use, a residual or a concat");
    public static readonly DiagnosticDefinition StatementMisplaced = Error("ARCH1012", "A statement in the wrong place", "'{0}' cannot stand {1}; {2}");
    public static readonly DiagnosticDefinition InputMissing = Error("ARCH1013", "A network without an input", "network {0} has no input; begin it with the shape of one sample: input 1x28x28");
    public static readonly DiagnosticDefinition InputRepeated = Error("ARCH1014", "An input that does not come first", "a network has one input, as its first statement; {0}");
    public static readonly DiagnosticDefinition NetworkEmpty = Error("ARCH1015", "A network without layers", "network {0} has no layers; add at least one, such as: fc 10");
    public static readonly DiagnosticDefinition ArgumentMissing = Error("ARCH1016", "An argument is missing", "{0} needs a value for '{1}', which has no default: {2}");
    public static readonly DiagnosticDefinition ArgumentUnknown = Error("ARCH1017", "No such argument", "block {0} has no parameter '{1}'; {2}");
    public static readonly DiagnosticDefinition ArgumentExcess = Error("ARCH1018", "Too many arguments", "{1} takes {2} arguments at most; this use gives {0}");
    public static readonly DiagnosticDefinition ArgumentRepeated = Error("ARCH1019", "An argument is given twice", "'{0}' is given twice to {1}; remove one");
    public static readonly DiagnosticDefinition ArgumentOrder = Error("ARCH1020", "An argument without a name after one with a name", "an argument without a name follows one with a name; write its name, or put it first: {0}");
    public static readonly DiagnosticDefinition BlockRecursive = Error("ARCH1021", "A block uses itself", "block {0} uses itself ({1}), so its expansion would never end; use a repeat, or another block, here");
    public static readonly DiagnosticDefinition OptionRepeated = Error("ARCH1022", "An option is given twice", "'{0}' is given twice to this {1}; remove one");
    public static readonly DiagnosticDefinition OptionsExclude = Error("ARCH1023", "Options that exclude each other", "'{0}' and '{1}' exclude each other; remove one");
    public static readonly DiagnosticDefinition WordReserved = Error("ARCH1024", "A word of the language as a name", "'{0}' is a word of the language and cannot name a {1}; choose another name");
    public static readonly DiagnosticDefinition NetworkIsMember = Error("ARCH1025", "A network's name is a member's name", "a network cannot be called '{0}': '{1}' is a member of every network's class, and a class cannot have a member of its own name; choose another name");
    public static readonly DiagnosticDefinition RepeatTooLarge = Error("ARCH1026", "A repeat's count is out of range", "repeat {0:N0} is out of range; a repeat's count is 0 to {1:N0}");
    public static readonly DiagnosticDefinition ExpansionTooLarge = Error("ARCH1027", "A network grows too large", "{0} grows beyond {1:N0} statements when its blocks and repeats are expanded; make it smaller");
    public static readonly DiagnosticDefinition ExpansionTooDeep = Error("ARCH1028", "Blocks nest too deep", "block {0} is used deeper than {1} levels of blocks and braces; use fewer blocks within blocks");
    public static readonly DiagnosticDefinition SoftmaxNotLast = Error("ARCH1029", "Softmax before the end", "softmax stands before the end of network {0}; it can only be the last layer, where the loss is fused with it");
    public static readonly DiagnosticDefinition ConcatEmpty = Error("ARCH1030", "A concat without branches", "this concat has no branches; write concat {{ branch {{ ... }} branch {{ ... }} }}");
    public static readonly DiagnosticDefinition ClaimMisplaced = Error("ARCH1031", "A claim in the wrong place", "'{0}' is a claim about a whole network; write it there as: expect {0} <= 64 MiB batch 32");
    public static readonly DiagnosticDefinition LayerNameTooLong = Error("ARCH1032", "A layer's full name is too long", "the name {0}... grows longer than {1:N0} characters; shorten the labels of the blocks it stands in");
    public static readonly DiagnosticDefinition BlockUseWithoutArguments = Error("ARCH1033", "A block's use without parentheses", "the block {0} is used without its arguments; write {1}");

    // ARCH2xxx: shapes.
    public static readonly DiagnosticDefinition ImageNeeded = Error("ARCH2001", "An image is needed", "{0} needs an image, channels x height x width; a vector of {1:N0} comes in; put it before the first fc or flatten");
    public static readonly DiagnosticDefinition GroupsDoNotDivide = Error("ARCH2002", "Groups do not divide the channels", "{0}: groups {1:N0} does not divide the {2:N0} {3}; {4}");
    public static readonly DiagnosticDefinition WindowDoesNotFit = Error("ARCH2003", "A window does not fit a whole number of times", "{0} does not fit {1}: {2}; say {3}");
    public static readonly DiagnosticDefinition WindowTooLarge = Error("ARCH2004", "A window is larger than its input", "{0} is larger than its input {1}: {2}; {3}");
    public static readonly DiagnosticDefinition ValueOutOfRange = Error("ARCH2005", "A value is out of range", "{0} is {1}; it goes from {2} to {3}");
    public static readonly DiagnosticDefinition ShapeTooLarge = Error("ARCH2006", "A shape is too large", "{0} has more than {1:N0} values for one sample, which is the most there can be; make it smaller");
    public static readonly DiagnosticDefinition LayerTooLarge = Error("ARCH2007", "A layer is too large", "{0} has more than {1:N0} {2}, which is the most there can be in one layer; use fewer units or channels");
    public static readonly DiagnosticDefinition ShapesNotAdded = Error("ARCH2008", "Shapes that cannot be added", "the residual's body gives {0} and its shortcut {1}, which cannot be added; {2}");
    public static readonly DiagnosticDefinition ShortcutImpossible = Error("ARCH2009", "A shortcut that cannot exist", "shortcut {0} cannot make {1} of {2}: {3}");
    public static readonly DiagnosticDefinition ShapesNotJoined = Error("ARCH2010", "Shapes that cannot be joined", "branch {0} gives {1} and the first branch {2}; branches are joined by channel, so {3}");
    public static readonly DiagnosticDefinition PiecesDoNotDivide = Error("ARCH2011", "Pieces do not divide the channels", "maxout {0:N0} does not divide the {1:N0} channels that come in; {2}");
    public static readonly DiagnosticDefinition SoftmaxOverImage = Error("ARCH2012", "Softmax over an image", "softmax gives one probability a class, and {0} comes in; put fc or avgpool global before it");
    public static readonly DiagnosticDefinition DivisionInexact = Error("ARCH2013", "A division is not exact", "{0:N0} / {1:N0} = {2} is not a whole number; division must be exact");
    public static readonly DiagnosticDefinition DivisionByZero = Error("ARCH2014", "A division by zero", "{0:N0} is divided by zero");
    public static readonly DiagnosticDefinition ResultTooLarge = Error("ARCH2015", "A result is too large", "{0:N0} {1} {2:N0} is too large; values go up to {3:N0}");
    public static readonly DiagnosticDefinition PaddingTooLarge = Error("ARCH2016", "Padding beyond the window", "{0} pads by {1}, more than half of its window {2}, so that a window could hold nothing but padding; say pad {3} or less");
    public static readonly DiagnosticDefinition DimensionsWrong = Error("ARCH2017", "A shape with the wrong number of dimensions", "{0} has {1} dimensions; a shape is channels x height x width, as 3x224x224, or the length of a vector, as 500");

    // ARCH3xxx: claims.
    public static readonly DiagnosticDefinition ShapeClaimFails = Claim("ARCH3001", "A shape is not what the file says", "{0} gives {1}{2}; the file says {3}");
    public static readonly DiagnosticDefinition LayerClaimFails = Claim("ARCH3002", "A layer's count is not what the file says", "{0} has {1} {2}; the file says {3}");
    public static readonly DiagnosticDefinition GroupClaimFails = Claim("ARCH3003", "The count of several layers is not what the file says", "{0} has {1} {2}; the file says {3}");
    public static readonly DiagnosticDefinition NetworkClaimFails = Claim("ARCH3004", "A network's count is not what the file says", "{0} has {1} {2}; the file says {3}");
    public static readonly DiagnosticDefinition MemoryClaimFails = Claim("ARCH3005", "A network's memory is not what the file says", "{0} takes {1} of {2} at batch {3}; the file says {4}");
    public static readonly DiagnosticDefinition MemoryAnswer = Warning("ARCH3006", "The answer to a question about memory", "{0} takes {1} of {2} at batch {3}; write it in place of the question mark");
    public static readonly DiagnosticDefinition ShapeAnswer = Warning("ARCH3007", "The answer to a question about a shape", "{0} gives {1}; write it in place of the question mark");
    public static readonly DiagnosticDefinition CountAnswer = Warning("ARCH3008", "The answer to a question about a count", "{0} has {1} {2}; write it in place of the question mark");
    public static readonly DiagnosticDefinition SuffixWrong = Error("ARCH3009", "A suffix of another unit", "'{0}' counts bytes, and {1} counts {2}; write k, M or G for thousands");
    public static readonly DiagnosticDefinition AmountNotWhole = Error("ARCH3010", "An amount that is not whole", "{0} is not a whole number; {1} counts {2}");

    // ARCH4xxx: hints.
    public static readonly DiagnosticDefinition NotOptimised = Warning("ARCH4001", "The compilation is not optimised", "this compilation is not optimised, and generated kernels run about 28 times slower so; set <Optimize>true</Optimize> for this configuration");

    // ARCH5xxx: what is checked but not compiled.
    public static readonly DiagnosticDefinition NotCompiled = Error("ARCH5001", "Checked but not compiled yet", "{0}: {1} is checked but not compiled yet for the {2}");
    public static readonly DiagnosticDefinition CompilerFault = Error("ARCH5002", "The compiler failed", "NetArch failed while {0}: {1}; this is a mistake in NetArch and not in the file, so please report it with the file");
    public static readonly DiagnosticDefinition RuntimeMissing = Error("ARCH5003", "The runtime is missing", "generated code needs the assembly NetArch, which this project does not reference; add the package NetArch to it");
    public static readonly DiagnosticDefinition UnsafeNotAllowed = Error("ARCH5004", "Unsafe code is not allowed", "generated kernels use pointers, which this project does not allow; set <AllowUnsafeBlocks>true</AllowUnsafeBlocks>");

    /// <summary>Every definition, in the order of their ids.</summary>
    public static IReadOnlyList<DiagnosticDefinition> All => Table;

    private static DiagnosticDefinition Error(string id, string title, string format) => Define(id, title, ArchSeverity.Error, format);

    private static DiagnosticDefinition Claim(string id, string title, string format) => Define(id, title, ArchSeverity.Error, format, isFailedClaim: true);

    private static DiagnosticDefinition Warning(string id, string title, string format) => Define(id, title, ArchSeverity.Warning, format);

    private static DiagnosticDefinition Define(string id, string title, ArchSeverity severity, string format, bool isFailedClaim = false)
    {
        var definition = new DiagnosticDefinition(id, title, severity, format) { IsFailedClaim = isFailedClaim };
        Table.Add(definition);
        return definition;
    }
}
