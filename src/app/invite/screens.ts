// What is loaded together for meeting without a server.

export { AnswerArrived } from './AnswerArrived.tsx';
export { AnswerScreen } from './AnswerScreen.tsx';
export { ScanDialog } from './Scanner.tsx';
export { WithoutInternet } from './WithoutInternet.tsx';
