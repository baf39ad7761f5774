extern alias Runtime;

// The reference draws what dropout drops with the runtime's own random numbers. Its other names would hide those of the language's model.
global using Philox = Runtime::NetArch.Philox;
global using PhiloxBlock = Runtime::NetArch.PhiloxBlock;
