// A plain list of rows; the list says its name and how many there are.

import { toChildArray, type ComponentChildren } from 'preact';

export interface ListProps {
  readonly label: string;
  readonly children?: ComponentChildren;
}

export function List({ label, children }: ListProps) {
  return (
    <ul aria-label={label} class="flex flex-col">
      {toChildArray(children).map((child, index) => (
        <li key={typeof child === 'object' ? (child.key ?? index) : index} class="group">
          {child}
        </li>
      ))}
    </ul>
  );
}
