interface A {
  type: "A";
  data: { x: string;
}
